namespace Gantry.Archives;

/// <summary>What an archive may grow to. A bomb is small until it is opened.</summary>
public sealed record ArchiveLimits
{
    /// <summary>How many files it may hold.</summary>
    public int Members { get; init; } = 10_000;

    /// <summary>How many bytes they may have together.</summary>
    public long TotalBytes { get; init; } = 50_000_000_000;

    /// <summary>How many times longer than the archive they may be together; the first <see cref="FreeBytes"/> are not counted.</summary>
    public int Ratio { get; init; } = 200;

    /// <summary>So much is always allowed: a small file of one letter compresses a thousandfold and harms nobody.</summary>
    public long FreeBytes { get; init; } = 10_000_000;
}
