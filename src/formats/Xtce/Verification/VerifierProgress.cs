namespace Gantry.Xtce;

/// <summary>How far one verifier is.</summary>
/// <param name="At">When it passed or timed out.</param>
/// <param name="OpensAt">When its window opens; null while that hangs on another one.</param>
/// <param name="ClosesAt">From when on it comes too late; null when it never does.</param>
/// <param name="Percent">How far the execution has come, once it passed.</param>
/// <param name="Returned">What the command returned, once it passed.</param>
/// <param name="Reasons">Why it has not passed.</param>
public sealed record VerifierProgress(
    Verifier Verifier, VerifierState State, DateTimeOffset? At, DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt, double? Percent, Value Returned, IReadOnlyList<string> Reasons)
{
    public VerifierStage Stage => Verifier.Stage;

    internal bool IsOver => State is VerifierState.Passed or VerifierState.TimedOut;
}

public enum VerifierState
{
    /// <summary>Its window has not opened.</summary>
    NotYet,

    /// <summary>It is looked for now.</summary>
    Watched,

    Passed,

    /// <summary>Its window closed before it was seen. Of the failed stage that is good news.</summary>
    TimedOut,
}

/// <summary>What became of a command, as far as its verifiers tell.</summary>
public enum CommandOutcome
{
    /// <summary>Something is still looked for.</summary>
    Open,

    /// <summary>All that shows completion was seen; where nothing shows it, all that was to be seen.</summary>
    Complete,

    Failed,

    /// <summary>Something was not seen in time, so that completion cannot be told any more.</summary>
    TimedOut,

    /// <summary>The database has no verifiers for it.</summary>
    Unknown,
}
