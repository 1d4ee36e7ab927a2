using Xunit;

namespace Gantry.Conformance;

/// <summary>What every database promises of a unit of work.</summary>
public abstract class DatabaseConformance : StateSuite
{
    [Fact]
    public async Task A_unit_happens_whole()
    {
        await Database.WriteAsync(async work =>
        {
            await AddRowAsync(work, "a");
            work.Tell(Note("a"));
            await AddRowAsync(work, "b");
            work.Tell(Note("b", new Scope("neo", "ops")));
        }, Ct);

        Assert.Equal(["a", "b"], await RowsAsync());
        Assert.Equal(["a", "b"], (await EntriesAsync()).Select(e => e.Subject));
    }

    [Fact]
    public async Task A_unit_that_fails_leaves_neither_rows_nor_entries_nor_gaps()
    {
        await Database.WriteAsync(work => { work.Tell(Note("first")); return Task.CompletedTask; }, Ct);
        await Assert.ThrowsAsync<OnPurposeException>(() => Database.WriteAsync(async work =>
        {
            await AddRowAsync(work, "lost");
            work.Tell(Note("lost"));
            await work.StampAsync(Ct);
            throw new OnPurposeException();
        }, Ct));
        await Database.WriteAsync(work => { work.Tell(Note("second")); return Task.CompletedTask; }, Ct);

        Assert.Empty(await RowsAsync());
        Assert.Equal([(1L, "first"), (2L, "second")], (await EntriesAsync()).Select(e => (e.Seq, e.Subject)));
    }

    [Fact]
    public async Task A_unit_whose_statement_is_refused_leaves_nothing()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Database.WriteAsync(async work =>
        {
            await AddRowAsync(work, "twice");
            await AddRowAsync(work, "twice");
        }, Ct));

        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task What_is_run_soon_is_run_before_whatever_comes_after_it()
    {
        static SqlText Row(string id) => SqlText.Of($"insert into conformance_row values ({id}, null, 0)");
        var seen = await Database.WriteAsync(async work =>
        {
            var counts = new List<long>();
            await work.ExecuteSoonAsync(Row("a"), Ct);
            counts.Add(await work.FirstAsync($"select count(*) from conformance_row", row => row.Number(0), Ct));
            await work.ExecuteSoonAsync([Row("b"), Row("c")], Ct);
            // Only what the last statement touched is counted.
            counts.Add(await work.ExecuteAsync($"update conformance_row set number = 1 where id in ('b', 'c', 'd')", Ct));
            await work.ExecuteSoonAsync(Row("d"), Ct);
            await foreach (var count in work.StreamAsync($"select count(*) from conformance_row", row => row.Number(0), Ct))
                counts.Add(count);
            await work.ExecuteSoonAsync(Row("e"), Ct);
            counts.Add((await work.QueryAsync($"update conformance_row set number = 2 where id >= 'd' returning id", row => row.Text(0), Ct)).Count);
            await work.ExecuteSoonAsync(Enumerable.Range(0, 1200).Select(i => Row($"f{i:0000}")), Ct);
            work.Tell(Note("told"));
            return counts;
        }, Ct);
        Assert.Equal([1, 2, 4, 2], seen);
        Assert.Equal(1205, (await RowsAsync()).Count);
        Assert.Equal(["told"], (await EntriesAsync()).Select(e => e.Subject));

        // With nothing after it, it goes with the commit; and what is refused takes the unit with it.
        await Database.WriteAsync(work => work.ExecuteSoonAsync(Row("last"), Ct), Ct);
        Assert.Contains("last", await RowsAsync());
        await Assert.ThrowsAnyAsync<Exception>(() => Database.WriteAsync(async work =>
        {
            await AddRowAsync(work, "lost");
            await work.ExecuteSoonAsync(Row("last"), Ct);
        }, Ct));
        Assert.DoesNotContain("lost", await RowsAsync());
    }

    [Fact]
    public async Task A_cancelled_unit_leaves_nothing()
    {
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Database.WriteAsync(async work =>
        {
            await AddRowAsync(work, "lost");
            await stopped.CancelAsync();
            stopped.Token.ThrowIfCancellationRequested();
        }, stopped.Token));

        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task Units_at_the_same_time_lose_no_update()
    {
        await Database.WriteAsync(work => AddRowAsync(work, "counter"), Ct);
        IDatabase[] nodes = [Database, Place.Open()];

        await AtOnceAsync(8, async i =>
        {
            for (var k = 0; k < 25; k++)
                await nodes[i % 2].WriteAsync(work => work.ExecuteAsync($"update conformance_row set number = number + 1 where id = 'counter'", Ct), Ct);
        });

        Assert.Equal(200, await Database.ReadAsync(s => s.FirstAsync($"select number from conformance_row", row => row.Number(0), Ct), Ct));
    }

    [Fact]
    public async Task Units_that_fail_take_no_others_with_them()
    {
        await AtOnceAsync(16, async i =>
        {
            var writing = Database.WriteAsync(async work =>
            {
                await AddRowAsync(work, $"{i:d2}");
                work.Tell(Note($"{i:d2}"));
                if (i % 2 == 1)
                    throw new OnPurposeException();
            }, Ct);
            if (i % 2 == 1)
                await Assert.ThrowsAsync<OnPurposeException>(() => writing);
            else
                await writing;
        });

        var even = Enumerable.Range(0, 8).Select(i => $"{2 * i:d2}").ToList();
        Assert.Equal(even, await RowsAsync());
        Assert.Equal(even, (await EntriesAsync()).Select(e => e.Subject).Order());
    }

    [Fact]
    public async Task A_reader_never_sees_half_a_unit()
    {
        var reader = Place.Open();
        var done = false;
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
                await Database.WriteAsync(async work =>
                {
                    await AddRowAsync(work, $"{i}-left");
                    await AddRowAsync(work, $"{i}-right");
                }, Ct);
            Volatile.Write(ref done, true);
        }, Ct);

        while (!Volatile.Read(ref done))
        {
            var seen = await reader.ReadAsync(s => s.FirstAsync($"select count(*) from conformance_row", row => row.Number(0), Ct), Ct);
            Assert.True(seen % 2 == 0, $"A reader saw {seen} rows of units that add two each.");
        }
        await writing;
    }

    [Fact]
    public async Task What_a_unit_wakes_wakes_the_waiters_of_every_node()
    {
        var here = Database.Signals.Ticket("bell");
        var there = Place.Open().Signals.Ticket("bell");

        await Database.WriteAsync(work => { work.Wake("bell"); return Task.CompletedTask; }, Ct);

        await Task.WhenAll(here, there).WaitAsync(TimeSpan.FromSeconds(120), Ct);
    }

    [Fact]
    public async Task Text_sorts_by_code_point_whatever_the_language_of_the_machine()
    {
        string[] words = ["a", "B", "_x", "é", "Z", "a-b", "ab", "a.b", "hub.product", "hub_", "\uffff", "Ä", "0"];
        await Database.WriteAsync(async work =>
        {
            foreach (var word in words)
                await AddRowAsync(work, word);
        }, Ct);

        Assert.Equal(words.Order(StringComparer.Ordinal), await RowsAsync());
        Assert.Equal(words.Where(w => string.CompareOrdinal(w, "a") >= 0 && string.CompareOrdinal(w, "b") < 0).Order(StringComparer.Ordinal),
            await Database.ReadAsync(s => s.QueryAsync(
                $"select id from conformance_row where id >= {"a"} and id < {"b"} order by id", row => row.Text(0), Ct), Ct));
    }

    [Fact]
    public async Task Values_come_back_as_they_went_in()
    {
        var odd = "quotes ' \" \\ and \u2603 \U0001F680 \n\t @p0 $1";
        var time = DateTimeOffset.FromUnixTimeMilliseconds(1_900_000_000_123);
        await Database.WriteAsync(async work =>
        {
            await AddRowAsync(work, odd, long.MaxValue);
            await AddRowAsync(work, "none", time.ToUnixTimeMilliseconds(), odd);
        }, Ct);

        var rows = await Database.ReadAsync(s => s.QueryAsync(
            $"select worker, number from conformance_row where id in {new[] { odd, "none" }} order by number",
            row => (Worker: row.TextOrNull(0), Number: row.Number(1)), Ct), Ct);

        Assert.Equal([(odd, time.ToUnixTimeMilliseconds()), (null, long.MaxValue)], rows);
    }

    [Fact]
    public async Task Clocks_on_one_machine_agree() =>
        Assert.InRange(await Database.ClockSkewAsync(Ct), TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(1));

    [Fact]
    public void Says_where_it_is_without_a_password() =>
        Assert.DoesNotContain("assword", Database.Description, StringComparison.Ordinal);
}
