using System.Text.RegularExpressions;

namespace Gantry.Eof;

/// <summary>A mission's name and which of its satellites, in the words of the catalogue: <c>SENTINEL-1</c> and <c>A</c>.</summary>
/// <param name="Platform">The mission.</param>
/// <param name="Unit">The satellite; null when the file is for all of them.</param>
public sealed partial record Spacecraft(string Platform, string? Unit)
{
    /// <summary>Reads the header's <c>Sentinel-1A</c>, <c>SENTINEL 1A</c>, <c>Sentinel-3</c>, or the code <c>S1A</c>; other names stay as they are.</summary>
    public static Spacecraft OfMission(string mission) =>
        Spelled().Match(mission.Trim()) is { Success: true } m
            ? new($"SENTINEL-{m.Groups["number"].Value}", m.Groups["unit"] is { Success: true } unit ? unit.Value.ToUpperInvariant() : null)
            : OfCode(mission.Trim());

    /// <summary>Reads a name's first three letters: <c>S1A</c>, <c>S3_</c>; other codes stay as they are.</summary>
    public static Spacecraft OfCode(string code) =>
        Code().Match(code) is { Success: true } m
            ? new($"SENTINEL-{m.Groups["number"].Value}", m.Groups["unit"].Value is "_" ? null : m.Groups["unit"].Value)
            : new(code.TrimEnd('_'), null);

    [GeneratedRegex(@"\Asentinel[ _-]?(?<number>\d)[ _-]?(?<unit>[a-z])?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Spelled();

    [GeneratedRegex(@"\AS(?<number>\d)(?<unit>[A-Z_])\z", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
