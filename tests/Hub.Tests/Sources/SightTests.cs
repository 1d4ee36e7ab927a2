using Gantry.TestKit;
using Xunit;

namespace Gantry.Hub.Tests.Sources;

public class SightTests
{
    private static readonly DateTimeOffset _noon = new(2026, 3, 1, 12, 0, 0, 500, TimeSpan.Zero);
    private static readonly SourceDeclaration _keeps = new("a", SourceKind.Folder);
    private static readonly SourceDeclaration _deletes = _keeps with { After = AfterTaking.Delete };

    private static SeenFile Seen(string outcome, DateTimeOffset? nextAt = null, int rounds = 0) =>
        new("f", 5, _noon, outcome, null, rounds, nextAt, _noon);

    private static Sight Of(SeenFile? seen, SourceDeclaration? source = null, long? size = 5, DateTimeOffset? modified = null) =>
        Sights.Of(new("f", size, modified ?? _noon), seen, source ?? _keeps, _noon);

    [Fact]
    public void What_was_never_seen_is_new() => Assert.Equal(Sight.New, Of(null));

    [Theory]
    [InlineData(FileOutcome.Taken)]
    [InlineData(FileOutcome.Failed)]
    [InlineData(FileOutcome.Quarantined)]
    public void What_was_dealt_with_is_known_until_it_changes(string outcome)
    {
        Assert.Equal(Sight.Known, Of(Seen(outcome)));
        Assert.Equal(Sight.New, Of(Seen(outcome), size: 6));
        Assert.Equal(Sight.New, Of(Seen(outcome), modified: _noon.AddMilliseconds(1)));
        Assert.Equal(Sight.Known, Of(Seen(outcome), modified: _noon.AddTicks(9)));
    }

    [Fact]
    public void What_is_to_be_tried_later_is_tried_when_its_time_has_come()
    {
        Assert.Equal(Sight.Known, Of(Seen(FileOutcome.Later, _noon.AddSeconds(1))));
        Assert.Equal(Sight.New, Of(Seen(FileOutcome.Later, _noon)));
    }

    [Fact]
    public void What_could_not_be_deleted_is_deleted_and_not_fetched_again()
    {
        Assert.Equal(Sight.ToBeRemoved, Of(Seen(FileOutcome.Taken), _deletes));
        Assert.Equal(Sight.New, Sights.Of(new("f", 5, null), Seen(FileOutcome.Taken) with { ModifiedAt = null }, _deletes, _noon));
    }

    [Fact]
    public void Rounds_are_counted_for_one_state_of_a_file()
    {
        Assert.Equal(2, Sights.Rounds(new("f", 5, _noon), Seen(FileOutcome.Later, rounds: 2)));
        Assert.Equal(0, Sights.Rounds(new("f", 6, _noon), Seen(FileOutcome.Later, rounds: 2)));
    }

    [Fact]
    public void A_file_elsewhere_has_settled_when_it_was_seen_unchanged_for_long_enough()
    {
        var clock = new PuppetClock();
        var watch = new SettleWatch(TimeSpan.FromSeconds(10), isLocal: false, clock);
        var file = new SourceFile("f", 5, clock.GetUtcNow().AddDays(-1));
        Assert.False(watch.IsSettled(file));
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(watch.IsSettled(file));
        Assert.False(watch.IsSettled(file with { SizeBytes = 6 }));
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(watch.IsSettled(file with { SizeBytes = 6 }));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(watch.IsSettled(file with { SizeBytes = 6 }));
        Assert.Empty(watch.Growing);
    }

    [Fact]
    public void A_file_of_this_machine_has_settled_when_it_was_changed_long_enough_ago()
    {
        var clock = new PuppetClock();
        var watch = new SettleWatch(TimeSpan.FromSeconds(10), isLocal: true, clock);
        Assert.True(watch.IsSettled(new("f", 5, clock.GetUtcNow().AddSeconds(-10))));
        Assert.False(watch.IsSettled(new("g", 5, clock.GetUtcNow().AddSeconds(-9))));
        Assert.False(watch.IsSettled(new("h", 5, clock.GetUtcNow().AddDays(1))));
        Assert.Equal(["g", "h"], watch.Growing.Order());
        Assert.Equal(clock.GetUtcNow().AddSeconds(10), watch.LookAgainAt);
        clock.Advance(TimeSpan.FromSeconds(10));
        // A time in the future never grows old, but the file was seen unchanged.
        Assert.True(watch.IsSettled(new("h", 5, clock.GetUtcNow().AddDays(1).AddSeconds(-10))));
    }
}
