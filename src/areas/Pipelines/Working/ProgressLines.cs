using System.Globalization;
using System.Text;

namespace Gantry.Pipelines;

/// <summary>Reads <c>progress 0.42 what is being done</c> out of what a step writes.</summary>
internal sealed class ProgressLines
{
    private const int LongestLine = 300;

    private readonly byte[] _line = new byte[LongestLine];
    private int _length;

    /// <summary>The last progress told; null when nothing was.</summary>
    public (double Share, string? Note)? Latest { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOf((byte)'\n');
            var piece = end < 0 ? bytes : bytes[..end];
            var room = Math.Min(piece.Length, LongestLine - _length);
            piece[..room].CopyTo(_line.AsSpan(_length));
            _length += room;
            if (end < 0)
                return;
            Read(_line.AsSpan(0, _length));
            _length = 0;
            bytes = bytes[(end + 1)..];
        }
    }

    private void Read(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("progress "u8))
            return;
        var words = Encoding.UTF8.GetString(line).Trim().Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length >= 2 && double.TryParse(words[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1)
            Latest = (share, words.Length == 3 ? words[2] : null);
    }
}
