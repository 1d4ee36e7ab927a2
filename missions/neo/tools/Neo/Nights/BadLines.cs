using Neo.Astrometry.Ades;
using Neo.Numerics;

namespace Neo.Nights;

/// <summary>What goes wrong with lines between a telescope and a centre.</summary>
internal static class BadLines
{
    private static readonly Func<string, string>[] _slips =
    [
        line => line[..57],
        line => line[..15] + line[15..32].Replace(' ', '\t') + line[32..],
        line => line[..20] + "13" + line[22..],
        line => line[..32] + "25" + line[34..],
        line => line[..45] + "95" + line[47..],
        line => line[..14] + "q" + line[15..],
        line => new string(' ', 12) + line[12..],
        line => line[..77] + "  ?",
        line => line[..14] + "S" + line[15..],
        line => line[..65] + "1x.3 " + line[70..],
        line => line[..14] + "X" + line[15..],
        line => "COMMENT " + line[..20],
    ];

    public static int Kinds => _slips.Length;

    /// <summary>A record of 80 columns made unreadable, in a way chosen by number.</summary>
    public static string Of80(string line, int kind) => _slips[kind % _slips.Length](line);

    /// <summary>A row of pipes made unreadable.</summary>
    public static string OfPsv(string row, NormalNumbers numbers) => numbers.NextBelow(3) switch
    {
        0 => row[..row.LastIndexOf('|')],
        1 => row.Replace("Z|", " |", StringComparison.Ordinal),
        _ => row + "|surplus",
    };

    /// <summary>A record whose declination lies beyond the pole.</summary>
    public static AdesRecord OfRecord(AdesRecord record) =>
        record with { Fields = [.. record.Fields.Select(f => f.Key == "dec" ? KeyValuePair.Create("dec", "+91.5") : f)] };
}
