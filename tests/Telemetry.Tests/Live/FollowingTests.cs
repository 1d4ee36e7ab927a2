using System.Text.Json.Nodes;
using System.Threading.Channels;
using Gantry.Telemetry.Tests.Archive;
using Gantry.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Telemetry.Tests.Live;

public sealed class FollowingTests
{
    private static readonly DateTimeOffset _noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_slow_reader_gets_the_newest_value_and_is_told_how_many_it_missed()
    {
        await using var house = await ArchiveHouse.OpenAsync();
        var database = await house.DatabaseAsync(SamplePackets.Xml("0.5"));
        var channels = new ChannelStore(house.Database, TimeProvider.System);
        var state = await channels.BeginAsync(ArchiveHouse.Channel, "test", database.Digest, "node", 1, Ct);
        using var following = new Following(
            ArchiveHouse.Channel.Scope, null, p => p.Name == "VOLTAGE", channels, house.Get<SegmentStore>(), house.Get<ArchiveReader>(), house.Database, new MemoryStream(), TimeProvider.System);
        await following.BeginAsync(Ct);
        // A reader that takes only when it is let.
        var (offered, taken) = (Channel.CreateUnbounded<JsonNode>(), new SemaphoreSlim(0));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = following.RunAsync(TimeSpan.FromMinutes(5), TimeSpan.FromMilliseconds(1), async (json, ct) =>
        {
            await offered.Writer.WriteAsync(JsonNode.Parse(json)!, ct);
            await taken.WaitAsync(ct);
        }, _ => Task.CompletedTask, TimeProvider.System, enough.Token);

        await ReceiveAsync(1);
        Assert.Equal((0.5, 0L), await SeenAsync());
        // More than a reader that is so far behind has decoded for it.
        await ReceiveAsync(100);
        taken.Release();
        Assert.Equal((50.5, 99L), await SeenAsync());
        taken.Release();
        await ReceiveAsync(1);
        Assert.Equal((51.0, 0L), await SeenAsync());
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        async Task ReceiveAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var number = (int)state.Seq + 1;
                await house.KeepAsync(database, [new(_noon.AddSeconds(number), _noon.AddSeconds(number), SamplePackets.Of(SamplePackets.Power, number, number))]);
                state = state with { Seq = number, Counts = state.Counts with { Packets = number } };
                // All but the first are seen at once.
                if (i == count - 1)
                    await house.Database.WriteAsync(async work =>
                    {
                        await ChannelStore.SaveAsync(work, state, Ct);
                        work.Wake(ChannelKey.Topic(ArchiveHouse.Channel.Mission, ArchiveHouse.Channel.Environment));
                    }, Ct);
            }
        }

        async Task<(double Value, long Missed)> SeenAsync()
        {
            var values = await offered.Reader.ReadAsync(Ct);
            return (Assert.Single(values["items"]!.AsArray())!["value"]!.GetValue<double>(), values["missed"]!.GetValue<long>());
        }
    }

    [Fact]
    public async Task Whoever_follows_on_one_node_is_known_on_the_others_until_some_time_after_leaving()
    {
        await using var house = await ArchiveHouse.OpenAsync();
        var (clock, scope) = (new PuppetClock(_noon), ArchiveHouse.Channel.Scope);
        using var here = new LiveInterest(house.Database, new("here"), clock, NullLogger<LiveInterest>.Instance);
        using var there = new LiveInterest(house.Database, new("there"), clock, NullLogger<LiveInterest>.Instance);
        await here.StartAsync(Ct);
        await there.StartAsync(Ct);
        Assert.False(there.IsWatched(scope));
        using (here.Begin(scope))
        {
            await PassAsync(() => there.IsWatched(scope), "the other node knows of the reader");
            Assert.True(here.IsWatched(scope));
            // For as long as it follows.
            var until = clock.GetUtcNow().AddMinutes(1);
            await PassAsync(() => clock.GetUtcNow() >= until, "a minute is over");
            Assert.True(there.IsWatched(scope));
        }
        Assert.False(here.IsWatched(scope));
        await PassAsync(() => !there.IsWatched(scope), "the other node forgets the reader");
        Assert.False(there.IsWatched(new("probe", "ops")));
        await here.StopAsync(Ct);
        await there.StopAsync(Ct);

        async Task PassAsync(Func<bool> isSo, string what) => await Eventually.HoldsAsync(() =>
        {
            // Each node waits for its next look before time goes on.
            if (!isSo() && clock.Waiting >= 2)
                clock.Advance(TimeSpan.FromSeconds(1));
            return isSo();
        }, what);
    }
}
