namespace Gantry.Delivery;

/// <summary>The rules of the ladder. Pure: each takes what stands where and says what moves, nothing at all (null), or why not.</summary>
internal static class Ladder
{
    /// <summary>A new release from a folder comes to the bottom rung.</summary>
    public static Result<Move?> Apply(Pointer dev, Digest release, bool liftHold)
    {
        if (dev.Release == release)
            return (Move?)null;
        if (dev.HoldReason is { } hold && !liftHold)
            return DeliveryFaults.Held(dev.Mission, dev.Environment, hold);
        return new Move(release, "apply", null, null);
    }

    /// <summary>What stands one rung below comes up. Nothing skips a rung, and nothing moves that somebody else has just moved.</summary>
    public static Result<Move?> Promote(Pointer target, Pointer? below, Api.PromoteRequest request, Digest? release)
    {
        if (below is null)
            return DeliveryFaults.BottomRung(target.Environment);
        if (release is null && below.Release is null)
            return DeliveryFaults.NothingBelow(target.Mission, below.Environment);
        var candidate = release ?? below.Release!.Value;
        if (below.Release != candidate)
            return DeliveryFaults.SkipsARung(candidate.Short, below.Environment, below.Release?.Short);
        if (request.Expected is { } expected && !Matches(expected, target.Release))
            return DeliveryFaults.Moved(target.Environment, expected, target.Release?.Short);
        if (target.Release == candidate && target.HoldReason is null)
            return (Move?)null;
        if (target.HoldReason is { } hold && !request.LiftHold)
            return DeliveryFaults.Held(target.Mission, target.Environment, hold);
        return new Move(candidate, "promote", request.Reason, null);
    }

    /// <summary>Back to a release that has stood here, and held there: whoever moved it back does not want it moved up again by a machine.</summary>
    /// <param name="pointer">The environment.</param>
    /// <param name="history">What has stood here, newest first.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="asked">The release asked for; null for the one before.</param>
    public static Result<Move?> Rollback(Pointer pointer, IReadOnlyList<Digest> history, Api.RollbackRequest request, Digest? asked)
    {
        if (asked is { } wanted && !history.Contains(wanted))
            return DeliveryFaults.NeverStoodHere(wanted.Short, pointer.Mission, pointer.Environment);
        var earlier = history.Where(r => r != pointer.Release).Select(r => (Digest?)r).FirstOrDefault();
        if ((asked ?? earlier) is not { } target)
            return DeliveryFaults.NothingToGoBackTo(pointer.Mission, pointer.Environment);
        var reason = string.IsNullOrWhiteSpace(request.Reason) ? $"rolled back from {pointer.Release?.Short ?? "nothing"}" : request.Reason;
        return new Move(target, "rollback", request.Reason, reason);
    }

    private static bool Matches(string expected, Digest? actual) =>
        expected == "none" ? actual is null : actual is { } release && release.Hex.StartsWith(expected, StringComparison.OrdinalIgnoreCase);
}
