using System.Text;

namespace Gantry.OData;

/// <summary>How messages show what a client sent.</summary>
internal static class Wording
{
    private const int Longest = 60;

    /// <summary>In quotes, short enough for one line and free of anything a terminal or a log would obey.</summary>
    public static string Quote(string value)
    {
        var shown = new StringBuilder("'");
        foreach (var c in value.AsSpan(0, Math.Min(value.Length, Longest)))
        {
            if (char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029')
                shown.Append("\\u").Append(((int)c).ToString("X4", null));
            else
                shown.Append(c);
        }
        return shown.Append(value.Length > Longest ? "…'" : "'").ToString();
    }
}
