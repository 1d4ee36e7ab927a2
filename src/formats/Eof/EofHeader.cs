namespace Gantry.Eof;

/// <summary>The fixed header of an Earth Observation File, as it is written; what is absent is null.</summary>
public sealed record EofHeader
{
    /// <summary>The file's name without its extension.</summary>
    public required string FileName { get; init; }

    /// <summary><c>Sentinel-1A</c>, <c>SENTINEL 1A</c> and the like.</summary>
    public string? Mission { get; init; }

    public string? FileClass { get; init; }

    public string? FileType { get; init; }

    public string? FileVersion { get; init; }

    /// <summary>From when it is valid; open for "from the beginning".</summary>
    public required EofInstant ValidFrom { get; init; }

    /// <summary>Until when it is valid; open for "no end".</summary>
    public required EofInstant ValidUntil { get; init; }

    /// <summary>The centre that made it.</summary>
    public string? System { get; init; }

    /// <summary>The program that made it.</summary>
    public string? Creator { get; init; }

    public string? CreatorVersion { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }
}
