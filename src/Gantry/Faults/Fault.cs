namespace Gantry;

/// <summary>Why a request was refused; each kind has one HTTP status and one CLI exit code.</summary>
public enum FaultKind
{
    /// <summary>The request can never succeed as it is (422).</summary>
    Invalid,

    /// <summary>Nobody is signed in, or the credentials are not good (401).</summary>
    Unknown,

    /// <summary>The principal may not do this here (403).</summary>
    Denied,

    /// <summary>The thing named does not exist, or the principal may not know that it does (404).</summary>
    Missing,

    /// <summary>The thing has moved on since the caller looked, or a rule forbids the step (409).</summary>
    Conflict,

    /// <summary>A quota or a rate is used up; waiting helps (429).</summary>
    Exhausted,

    /// <summary>Something the request needs is not there just now; trying again helps (503).</summary>
    Unavailable,
}

/// <summary>
/// An expected refusal, as a value. <paramref name="Code"/> is stable and listed in docs/reference/faults.md;
/// <paramref name="Message"/> names the thing and the way out.
/// </summary>
public sealed record Fault(FaultKind Kind, string Code, string Message)
{
    /// <summary>How long a client should wait before it tries again, when that is known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Every problem found, where there can be more than one (a mission folder, say).</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}

/// <summary>One problem at one place of one file: what was found there and what would be right.</summary>
public sealed record Finding(string File, int Line, int Column, string Message)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}
