using Gantry.Api;
using Xunit;

namespace Gantry.Delivery.Tests;

public class LadderTests
{
    private static readonly Digest _old = Digest.Of("old");
    private static readonly Digest _new = Digest.Of("new");

    private static Pointer At(string environment, Digest? release, string? hold = null) =>
        new("neo", environment, release, null, null, hold, 3);

    [Fact]
    public void Brings_up_what_stands_one_rung_below() =>
        Assert.Equal(_new, Ladder.Promote(At("aiv", _old), At("dev", _new), new PromoteRequest(), null).OrThrow()!.To);

    [Fact]
    public void Moves_nothing_when_the_release_stands_there_already() =>
        Assert.Null(Ladder.Promote(At("aiv", _new), At("dev", _new), new PromoteRequest(), null).OrThrow());

    [Fact]
    public void Skips_no_rung() =>
        Assert.Equal("delivery.skips_a_rung", Ladder.Promote(At("ops", null), At("aiv", _old), new PromoteRequest(), _new).Fault?.Code);

    [Fact]
    public void Does_not_promote_to_the_bottom() =>
        Assert.Equal("delivery.bottom_rung", Ladder.Promote(At("dev", null), null, new PromoteRequest(), null).Fault?.Code);

    [Fact]
    public void Does_not_promote_nothing() =>
        Assert.Equal("delivery.nothing_below", Ladder.Promote(At("aiv", null), At("dev", null), new PromoteRequest(), null).Fault?.Code);

    [Fact]
    public void Moves_only_what_the_caller_saw()
    {
        var promote = (string expected) => Ladder.Promote(At("aiv", _old), At("dev", _new), new PromoteRequest(Expected: expected), null);
        Assert.Equal("delivery.pointer_moved", promote(Digest.Of("other").Hex).Fault?.Code);
        Assert.Equal("delivery.pointer_moved", promote("none").Fault?.Code);
        Assert.Null(promote(_old.Short).Fault);
    }

    [Fact]
    public void Leaves_a_held_pointer_until_the_hold_is_lifted_with_the_move()
    {
        var promote = (bool lift) => Ladder.Promote(At("aiv", _old, hold: "wrong orbits"), At("dev", _new), new PromoteRequest(LiftHold: lift), null);
        Assert.Contains("wrong orbits", promote(false).Fault?.Message, StringComparison.Ordinal);
        Assert.Null(promote(true).OrThrow()!.HoldReason);
    }

    [Fact]
    public void Applies_over_a_hold_only_when_told_to()
    {
        Assert.Equal("delivery.held", Ladder.Apply(At("dev", _old, hold: "x"), _new, liftHold: false).Fault?.Code);
        Assert.Equal(_new, Ladder.Apply(At("dev", _old, hold: "x"), _new, liftHold: true).OrThrow()!.To);
    }

    [Fact]
    public void Goes_back_to_the_release_before_and_holds_it()
    {
        var move = Ladder.Rollback(At("ops", _new), [_new, _old], new RollbackRequest(Reason: "wrong orbits"), null).OrThrow()!;
        Assert.Equal((_old, "wrong orbits"), (move.To, move.HoldReason));
    }

    [Fact]
    public void Goes_back_only_to_what_has_stood_there()
    {
        Assert.Equal("delivery.never_stood_here", Ladder.Rollback(At("ops", _new), [_new, _old], new RollbackRequest(), Digest.Of("other")).Fault?.Code);
        Assert.Equal("delivery.nothing_to_go_back_to", Ladder.Rollback(At("ops", _new), [_new], new RollbackRequest(), null).Fault?.Code);
    }

    [Fact]
    public void Gives_a_hold_a_reason_even_when_the_person_gave_none() =>
        Assert.StartsWith("rolled back from", Ladder.Rollback(At("ops", _new), [_new, _old], new RollbackRequest(), null).OrThrow()!.HoldReason, StringComparison.Ordinal);
}
