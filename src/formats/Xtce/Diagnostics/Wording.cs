using System.Text;

namespace Gantry.Xtce;

/// <summary>How messages speak of what stands in a file.</summary>
internal static class Wording
{
    private const int Longest = 80;

    /// <summary>A value in quotes, short enough for one line and free of anything a terminal would obey.</summary>
    public static string Quote(string value)
    {
        var shown = new StringBuilder("'");
        foreach (var c in value.AsSpan(0, Math.Min(value.Length, Longest)))
        {
            if (char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029')
                shown.Append('\\').Append('u').Append(((int)c).ToString("X4", null));
            else
                shown.Append(c);
        }
        return shown.Append(value.Length > Longest ? "…'" : "'").ToString();
    }
}
