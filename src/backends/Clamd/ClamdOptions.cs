namespace Gantry.Clamd;

/// <summary>How clamd is asked.</summary>
public sealed record ClamdOptions
{
    /// <summary>Where it listens.</summary>
    public required ClamdAddress Address { get; init; }

    /// <summary>The longest file that is scanned. Beyond clamd's own MaxFileSize it would look at a part and report OK.</summary>
    public long LimitBytes { get; init; } = 25_000_000;

    /// <summary>How long one scan may take, from the first byte to the reply.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long its version and the date of its signatures are believed.</summary>
    public TimeSpan VersionKept { get; init; } = TimeSpan.FromMinutes(1);
}
