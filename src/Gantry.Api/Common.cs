namespace Gantry.Api;

/// <summary>A page of a list; <see cref="Next"/> is the place to ask for the following one from, null on the last page.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Why a request was refused, as problem+json (RFC 9457).</summary>
public sealed record Problem
{
    /// <summary>One line for people.</summary>
    public string? Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; init; }

    /// <summary>What was wrong, naming the thing and the way out.</summary>
    public string? Detail { get; init; }

    /// <summary>Stable; see docs/reference/faults.md.</summary>
    public string? Code { get; init; }

    /// <summary>What to give to whoever reads the server's log.</summary>
    public string? TraceId { get; init; }

    /// <summary>Every problem found in the files that were sent.</summary>
    public IReadOnlyList<ProblemFinding>? Findings { get; init; }
}

/// <summary>One problem at one place of one file.</summary>
public sealed record ProblemFinding(string File, int Line, int Column, string Message);
