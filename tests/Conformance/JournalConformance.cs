using Xunit;

namespace Gantry.Conformance;

/// <summary>What every database promises of the journal: one order for all nodes, without gaps, seen in that order.</summary>
public abstract class JournalConformance : StateSuite
{
    private const int Writers = 16;
    private const int UnitsEach = 200;

    [Fact]
    public async Task A_follower_sees_every_entry_once_in_order_while_many_write()
    {
        IDatabase[] nodes = [Database, Place.Open()];
        var told = 0;
        var writing = AtOnceAsync(Writers, async w =>
        {
            var dice = new Random(w);
            for (var i = 0; i < UnitsEach; i++)
                Interlocked.Add(ref told, await WriteSomeAsync(nodes[w % 2], dice, w, i));
        });

        var seen = await FollowAsync(Place.Open(), () => writing.IsCompleted ? Volatile.Read(ref told) : null);

        await writing;
        Assert.Equal(told, seen.Count);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(seen.Count, await new Journal(Database, TimeProvider.System).HeadAsync(Ct));
    }

    [Fact]
    public async Task What_is_told_of_a_thing_is_found_by_its_name_and_by_its_places()
    {
        var kind = new EntryKind("conformance.told", "Something was told.");
        await Database.WriteAsync(work =>
        {
            foreach (var subject in new[] { "things/a", "things/b", "things/a", "things/c" })
                work.Tell(Entry.Of(kind, new("demo", "ops"), subject, "somebody", new { subject }));
            return Task.CompletedTask;
        }, CancellationToken.None);
        var journal = new Journal(Database, TimeProvider.System);

        var about = await journal.AboutAsync(["things/c", "things/a", "things/none"], 10, Ct);
        Assert.Equal(["things/a", "things/a", "things/c"], about.Select(e => e.Subject));
        Assert.True(about[0].Seq < about[1].Seq);
        Assert.Equal(2, (await journal.AboutAsync(["things/c", "things/a"], 2, Ct)).Count);
        Assert.Equal(about.Select(e => e.Id).Order(), (await journal.AtAsync([.. about.Select(e => e.Seq), 1_000_000], Ct)).Select(e => e.Id).Order());
        Assert.Empty(await journal.AtAsync([], Ct));
        Assert.Empty(await journal.AboutAsync([], 10, Ct));
    }

    [Fact]
    public async Task Whoever_polls_by_the_stamp_misses_nothing()
    {
        IDatabase[] nodes = [Database, Place.Open()];
        var writing = AtOnceAsync(8, async w =>
        {
            var dice = new Random(w);
            for (var i = 0; i < 40; i++)
                await nodes[w % 2].WriteAsync(async work =>
                {
                    await DawdleAsync(work, dice);
                    var stamp = await work.StampAsync(Ct);
                    await AddRowAsync(work, $"{w}/{i}", stamp.ToUnixTimeMilliseconds());
                }, Ct);
        });

        var (last, seen) = (0L, new List<string>());
        for (var isOver = false; !isOver;)
        {
            isOver = writing.IsCompleted;
            var page = await Database.ReadAsync(s => s.QueryAsync(
                $"select number, id from conformance_row where number > {last} order by number",
                row => (Stamp: row.Number(0), Id: row.Text(1)), Ct), Ct);
            seen.AddRange(page.Select(p => p.Id));
            last = page.Count > 0 ? page[^1].Stamp : last;
        }

        await writing;
        Assert.Equal(8 * 40, seen.Count);
    }

    [Fact]
    public async Task A_stamp_is_later_than_every_stamp_that_can_be_seen_even_when_the_clock_stands()
    {
        var stamps = new List<DateTimeOffset>();
        for (var i = 0; i < 20; i++)
            stamps.Add(await Database.WriteAsync(work => work.StampAsync(Ct), Ct));

        Assert.Equal(stamps.Order(), stamps);
        Assert.Equal(stamps.Count, stamps.Distinct().Count());
    }

    [Fact]
    public async Task Consumers_of_one_name_have_the_effect_of_each_entry_once()
    {
        await WriteNotesAsync(300);
        Journal[] nodes = [new(Database, TimeProvider.System), new(Place.Open(), TimeProvider.System)];

        await AtOnceAsync(2, async i =>
        {
            while (await nodes[i].ConsumeAsync("twins", JournalFilter.All, 7, EffectAsync, Ct) > 0)
            {
            }
        });

        Assert.Equal(Enumerable.Range(1, 300).Select(n => $"{n:d4}"), await RowsAsync());

        static async Task EffectAsync(UnitOfWork work, IReadOnlyList<JournalEntry> page)
        {
            foreach (var entry in page)
                await AddRowAsync(work, $"{entry.Seq:d4}");
        }
    }

    [Fact]
    public async Task A_consumer_that_fails_stays_where_it_was()
    {
        await WriteNotesAsync(3);
        var journal = new Journal(Database, TimeProvider.System);

        await Assert.ThrowsAsync<OnPurposeException>(() => journal.ConsumeAsync("clumsy", JournalFilter.All, 2, async (work, page) =>
        {
            await AddRowAsync(work, "lost");
            throw new OnPurposeException();
        }, Ct));
        var first = 0L;
        await journal.ConsumeAsync("clumsy", JournalFilter.All, 2, (_, page) =>
        {
            first = page[0].Seq;
            return Task.CompletedTask;
        }, Ct);

        Assert.Equal(1, first);
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task A_waiting_reader_is_woken_by_another_nodes_entry()
    {
        var waiting = new Journal(Place.Open(), TimeProvider.System).NextAsync(JournalFilter.All, 0, 10, TimeSpan.FromSeconds(20), Ct);

        await WriteNotesAsync(1);

        Assert.Single(await waiting);
    }

    private Task WriteNotesAsync(int count) => Database.WriteAsync(work =>
    {
        for (var i = 0; i < count; i++)
            work.Tell(Note($"{i}"));
        return Task.CompletedTask;
    }, Ct);

    // Some units stamp early, some late, some fail: none of that may show.
    private static async Task<int> WriteSomeAsync(IDatabase database, Random dice, int writer, int number)
    {
        var (entries, stampsEarly, fails) = (dice.Next(1, 4), dice.Next(4) == 0, dice.Next(12) == 0);
        try
        {
            return await database.WriteAsync(async work =>
            {
                if (stampsEarly)
                    await work.StampAsync(Ct);
                await DawdleAsync(work, dice);
                for (var k = 0; k < entries; k++)
                    work.Tell(Note($"{writer}/{number}/{k}", k % 2 == 0 ? default : new Scope("neo", "ops")));
                return fails ? throw new OnPurposeException() : entries;
            }, Ct);
        }
        catch (OnPurposeException)
        {
            return 0;
        }
    }

    private static async Task DawdleAsync(UnitOfWork work, Random dice)
    {
        for (var k = dice.Next(4); k > 0; k--)
        {
            await Task.Yield();
            await work.FirstAsync($"select seq from core_cursor where consumer = 'nobody'", row => row.Number(0), Ct);
        }
    }

    private static async Task<List<string>> FollowAsync(IDatabase node, Func<int?> total)
    {
        var (last, lastTime, seen) = (0L, 0L, new List<string>());
        while (true)
        {
            var ticket = node.Signals.Ticket(Journal.Topic);
            var finished = total();
            var page = await node.ReadAsync(s => s.QueryAsync(
                $"select seq, time, subject from core_journal where seq > {last} order by seq",
                row => (Seq: row.Number(0), Time: row.Number(1), Subject: row.Text(2)), Ct), Ct);
            if (page.Count > 0)
            {
                Assert.Equal(last + 1, page[0].Seq);
                Assert.Equal(last + page.Count, page[^1].Seq);
                Assert.Equal(page.Select(e => e.Time).Order(), page.Select(e => e.Time));
                Assert.True(page[0].Time > lastTime, "An entry became visible later than one of the same or a later time.");
                (last, lastTime) = (page[^1].Seq, page[^1].Time);
                seen.AddRange(page.Select(e => e.Subject));
            }
            else if (finished is not null)
                return seen;
            else
                await ticket.AtMostAsync(TimeSpan.FromSeconds(1), TimeProvider.System, Ct);
        }
    }
}
