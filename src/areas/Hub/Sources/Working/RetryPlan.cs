namespace Gantry.Hub;

/// <summary>How often a file that could not be taken is tried again.</summary>
/// <param name="Now">How often at once.</param>
/// <param name="Later">How long after that.</param>
/// <param name="Times">How often that.</param>
internal sealed record RetryPlan(int Now = 3, TimeSpan? Later = null, int Times = 2)
{
    private static readonly TimeSpan _usual = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(200);

    /// <summary>The pause before the next try at once; null when these are used up.</summary>
    public TimeSpan? Pause(int failedTries) => failedTries <= Now ? _firstPause * Math.Pow(2, failedTries - 1) : null;

    /// <summary>When a file is to be tried again that failed in so many rounds; null when it is put aside for somebody to look at.</summary>
    public DateTimeOffset? NextRound(int failedRounds, DateTimeOffset now, TimeSpan? asked) =>
        failedRounds > Times ? null : now + Max(Later ?? _usual, asked ?? TimeSpan.Zero);

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
