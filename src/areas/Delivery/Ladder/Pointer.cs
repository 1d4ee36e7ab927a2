namespace Gantry.Delivery;

/// <summary>An environment of a mission: the release it points at, and whether automation may move it.</summary>
/// <param name="Version">Counts the moves; a move is a compare-and-swap on it.</param>
/// <param name="HoldReason">Why it is held; null when it is not.</param>
internal sealed record Pointer(
    string Mission, string Environment, Digest? Release, DateTimeOffset? Since, string? MovedBy, string? HoldReason, long Version)
{
    public Api.EnvironmentView View() => new(Environment, Release?.Hex, Since, MovedBy, HoldReason is not null, HoldReason, Version);
}

/// <summary>A move of a pointer that was decided.</summary>
/// <param name="To">The release it will point at.</param>
/// <param name="How">apply, promote or rollback.</param>
/// <param name="Reason">What the person said.</param>
/// <param name="HoldReason">The hold it has afterwards; null for none.</param>
internal sealed record Move(Digest To, string How, string? Reason, string? HoldReason);
