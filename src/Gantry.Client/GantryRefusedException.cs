using Gantry.Api;

namespace Gantry.Client;

/// <summary>The server answered and said no; <see cref="Problem"/> says why and names the way out.</summary>
public sealed class GantryRefusedException(Problem problem) : Exception(problem.Detail ?? problem.Title ?? $"The server answered {problem.Status}.")
{
    public Problem Problem { get; } = problem;

    /// <summary>What kind of refusal it is; null when the server itself broke.</summary>
    public FaultKind? Kind => Problem.Status switch
    {
        401 => FaultKind.Unknown,
        403 => FaultKind.Denied,
        404 or 410 => FaultKind.Missing,
        409 or 412 => FaultKind.Conflict,
        429 => FaultKind.Exhausted,
        502 or 503 or 504 => FaultKind.Unavailable,
        >= 400 and < 500 => FaultKind.Invalid,
        _ => null,
    };
}
