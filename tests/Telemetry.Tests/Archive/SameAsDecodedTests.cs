using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Gantry.Xtce;
using Gantry.Xtce.Tests;

namespace Gantry.Telemetry.Tests.Archive;

/// <summary>What is read from columns and reductions is what decoding the packets gives: on databases, packets and times by chance.</summary>
public sealed class SameAsDecodedTests
{
    private static readonly DateTimeOffset _noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Columns_and_reductions_say_what_the_packets_say()
    {
        var (values, settled, fromColumns, reduced) = (0, 0, 0, 0);
        // Values that differ by less than sums of their squares can tell.
        await CheckAsync(1835198789);
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => CheckAsync(seed).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(8));
        // It was about something.
        Assert.True(values > 2_000 && settled > 30 && fromColumns > 10 && reduced > 10, $"{values} values, {settled} segments settled, {fromColumns} of {reduced} times not decoded");

        async Task CheckAsync(int seed)
        {
            var chance = new System.Random(seed);
            await using var house = await ArchiveHouse.OpenAsync();
            var received = await FillAsync(house, seed, chance);
            for (var round = 0; round < 3; round++)
            {
                values += await SameAsync(house, chance);
                settled += await house.SettleAsync(round == 0 ? _noon + (received - _noon) / 2 : received.AddHours(1));
                fromColumns += (await house.Get<SegmentStore>().SettledAsync(ArchiveHouse.Channel, _noon.AddDays(-9), _noon.AddDays(9), Ct)).Count;
                reduced += (await house.Get<ReductionStore>().OfAsync(ArchiveHouse.Channel, Ct)).Count;
            }
        }
    }

    // Two databases, one after the other, and packets some of which are late, and some repeated.
    private static async Task<DateTimeOffset> FillAsync(ArchiveHouse house, int seed, System.Random chance)
    {
        var received = _noon;
        var all = new List<KeptPacket>();
        var spread = chance.Next(3) switch { 0 => 10, 1 => 3_000, _ => 200_000 };
        for (var database = 0; database < 2; database++)
        {
            var some = new SomeDatabase(seed / 2 + database);
            var key = await house.DatabaseAsync(some.Xml(), "root");
            for (var segment = 0; segment < chance.Next(1, 14); segment++)
            {
                var packets = new List<KeptPacket>();
                foreach (var octets in some.Packets(chance.Next(1, 40)))
                {
                    received = received.AddMilliseconds(chance.Next(0, 1500));
                    var late = chance.Next(5) == 0 ? chance.Next(spread) : 0;
                    var at = all.Count > 0 && chance.Next(8) == 0 ? all[chance.Next(all.Count)] with { Received = received }
                        : new KeptPacket(received.AddSeconds(all.Count * spread / 300.0 - late).AddTicks(chance.Next(3)), received, octets);
                    packets.Add(at);
                    all.Add(at);
                }
                await house.KeepAsync(key, packets);
                if (chance.Next(4) == 0)
                    await house.KeepAsync(key, packets, ArchiveHouse.Channel with { Name = "other" });
            }
        }
        return received;
    }

    private static async Task<int> SameAsync(ArchiveHouse house, System.Random chance)
    {
        var values = 0;
        for (var i = 0; i < 6; i++)
        {
            var from = _noon.AddSeconds(chance.Next(-300_000, 200_000)).AddTicks(chance.Next(9));
            var span = i == 0 ? new Span(_noon.AddDays(-9), _noon.AddDays(9)) : new Span(from, from.AddSeconds(chance.Next(1, 400_000)));
            var wanted = chance.Next(3) == 0 ? "*" : $"p{chance.Next(8)}";
            bool IsWanted(Parameter p) => ParameterBook.Matches(wanted, p);
            var channel = chance.Next(2) == 0 ? null : ArchiveHouse.Channel.Name;
            var (decoded, read) = (new List<string>(), new List<string>());
            await house.Get<ArchiveReader>().ReadAsync(ArchiveHouse.Channel.Scope, channel, span.From, span.To, IsWanted, (segment, packet, row) =>
            {
                decoded.AddRange(row.Cells.Select(c => Say(segment, packet.At, packet.Received, c)));
                return true;
            }, Ct);
            await house.Get<SampleReader>().ReadAsync(ArchiveHouse.Channel.Scope, channel, span, IsWanted, (segment, at, received, cells) =>
            {
                read.AddRange(cells.Select(c => Say(segment, at, received, c)));
                return true;
            }, Ct);
            Assert.Equal(decoded, read);
            values += read.Count;
            foreach (var isRaw in (bool[])[false, true])
                await SamePlotAsync(house, span, chance.Next(1, 200), channel, IsWanted, isRaw);
        }
        return values;
    }

    private static async Task SamePlotAsync(ArchiveHouse house, Span span, int pixels, string? channel, Func<Parameter, bool> isWanted, bool isRaw)
    {
        var grid = Grid.Of(span, pixels);
        Assert.InRange(grid.Pixels, 1, pixels);
        var decoded = new Plot(grid);
        foreach (var name in (string[])[ArchiveHouse.Channel.Name, "other"])
        {
            if (channel is not null && channel != name)
                continue;
            var one = new Plot(grid);
            await house.Get<ArchiveReader>().ReadAsync(ArchiveHouse.Channel.Scope, name, span.From, span.To, isWanted, (_, packet, row) =>
            {
                foreach (var cell in row.Cells)
                    one.Add(packet.At, isRaw ? cell.Raw : cell.Value, cell.Level);
                return true;
            }, Ct);
            decoded.Add(one);
        }
        var read = await house.Get<PlotReader>().ReadAsync(ArchiveHouse.Channel.Scope, channel, span, pixels, isWanted, static _ => true, isRaw, Ct);
        Assert.Equal(JsonSerializer.Serialize(decoded.View("p")), JsonSerializer.Serialize(read.View("p")));
    }

    private static string Say(Segment segment, DateTimeOffset at, DateTimeOffset received, Cell c) =>
        $"{segment.Channel.Name} {segment.Database.Digest.Short} {at:O} {received:O} {c.Leaf.Name} {c.Value.Kind} {c.Value} {c.Raw.Kind} {c.Raw} {c.Level} {c.State} {LimitWords.Broken(c.Leaf.Type, c.Value, c.Level)}";
}
