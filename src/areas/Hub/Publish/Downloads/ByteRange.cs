using System.Globalization;

namespace Gantry.Hub;

/// <summary>One range of a file (RFC 9110, section 14).</summary>
internal readonly record struct ByteRange(long From, long Length)
{
    public bool IsSatisfiable => Length > 0;

    public static ByteRange Whole(long size) => new(0, size);

    /// <summary>
    /// Reads <c>bytes=a-b</c>, <c>a-</c> or <c>-n</c>. Null for anything else, several ranges included: the whole file is
    /// then the right answer. A range that begins beyond the end is not satisfiable.
    /// </summary>
    public static ByteRange? Parse(string header, long size)
    {
        if (!header.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase) || header.Contains(','))
            return null;
        var (first, last) = Split(header[6..].Trim());
        if (first is null || last is null)
            return null;
        if (first.Length == 0)
            return TryRead(last, out var suffix) ? new(Math.Max(0, size - suffix), Math.Min(suffix, size)) : null;
        if (!TryRead(first, out var from))
            return null;
        if (last.Length == 0)
            return from < size ? new(from, size - from) : new(from, 0);
        if (!TryRead(last, out var to) || to < from)
            return null;
        return from < size ? new(from, Math.Min(to, size - 1) - from + 1) : new(from, 0);
    }

    private static (string? First, string? Last) Split(string range)
    {
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? (null, null) : (range[..dash], range[(dash + 1)..]);
    }

    private static bool TryRead(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
