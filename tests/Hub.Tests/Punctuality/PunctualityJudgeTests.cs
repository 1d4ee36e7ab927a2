using Gantry.Local;
using Gantry.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gantry.Hub.Tests.Punctuality;

/// <summary>Days of a type pass by a clock that obeys, on a real database.</summary>
public sealed class PunctualityJudgeTests : IAsyncLifetime
{
    private static readonly PunctualityRule _rule = new("demo", "ops", "AUX", TimeSpan.FromMinutes(10), new(24, TimeSpan.FromDays(1)));

    private readonly TempFolder _folder = new("judge");
    private readonly PuppetClock _clock = new();
    private SqliteDatabase _database = null!;
    private PunctualityStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private PunctualityJudge Judge => new(_database, _store, _clock);

    public async ValueTask InitializeAsync()
    {
        _database = new(_folder.At("gantry.db"), _clock, NullLogger<SqliteDatabase>.Instance);
        await _database.MigrateAsync([new("core", typeof(IDatabase).Assembly), HubArea.Describe.Schema!], Ct);
        _store = new(_database);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_day_that_falls_behind_and_catches_up_is_told_once_each()
    {
        await PassAsync(hours: 30, perHour: 1);
        Assert.Empty(await ToldAsync());

        await PassAsync(hours: 12, perHour: 0);
        var behind = Assert.Single(await ToldAsync());
        Assert.Equal(PunctualityKinds.FellBehind.Name, behind.Kind);
        Assert.Equal("types/AUX", behind.Subject);
        Assert.Contains("of 24/day are due", (string)behind.DataNode()["reason"]!, StringComparison.Ordinal);

        await PublishAsync(24);
        await PassAsync(hours: 12, perHour: 1);
        var told = await ToldAsync();
        Assert.Equal([PunctualityKinds.FellBehind.Name, PunctualityKinds.CaughtUp.Name], told.Select(e => e.Kind));
        Assert.Equal(behind.Time, told[1].DataNode()["behindSince"]!.GetValue<DateTimeOffset>(), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task One_file_too_few_at_the_edge_of_the_day_is_not_told_of()
    {
        await PassAsync(hours: 36, perHour: 1);
        // Two hours late, and then it is there.
        await PassAsync(hours: 2, perHour: 0);
        await PublishAsync(2);
        await PassAsync(hours: 36, perHour: 1);
        Assert.Empty(await ToldAsync());
    }

    [Fact]
    public async Task A_new_rule_begins_anew_and_a_type_that_is_gone_is_forgotten()
    {
        await PassAsync(hours: 30, perHour: 0);
        Assert.Single(await ToldAsync());
        var changed = _rule with { Expected = new(48, TimeSpan.FromDays(1)) };
        var judged = Assert.Single(await Judge.JudgeAsync([changed], Ct));
        Assert.False(judged.Known.Pace.IsBehind);
        Assert.Equal(0, judged.Due);

        await Judge.JudgeAsync([], Ct);
        Assert.Empty(await _store.KnownAsync(Ct));
    }

    [Fact]
    public async Task Late_ones_are_listed_newest_first_page_by_page_and_forgotten_when_they_are_old()
    {
        var start = _clock.GetUtcNow();
        await _database.WriteAsync(async work =>
        {
            for (var place = 1; place <= 5; place++)
                await work.ExecuteAsync(PunctualityStore.Note(_rule, new(place, Guid.CreateVersion7(), $"{place}", start.AddHours(-1), start.AddHours(place))), Ct);
        }, Ct);
        var first = await _store.LateAsync(_rule.Scope, "AUX", long.MaxValue, 3, Ct);
        var rest = await _store.LateAsync(_rule.Scope, "AUX", first[^1].Place, 3, Ct);
        Assert.Equal(["5", "4", "3", "2", "1"], first.Concat(rest).Select(l => l.Name));
        await _store.TidyAsync(start.AddHours(4), Ct);
        Assert.Equal(["5", "4"], (await _store.LateAsync(_rule.Scope, "AUX", long.MaxValue, 10, Ct)).Select(l => l.Name));
    }

    private async Task PassAsync(int hours, int perHour)
    {
        for (var i = 0; i < hours * 6; i++)
        {
            if (i % 6 == 0)
                await PublishAsync(perHour);
            await Judge.JudgeAsync([_rule], Ct);
            _clock.Advance(TimeSpan.FromMinutes(10));
        }
    }

    private Task PublishAsync(int count) => count == 0 ? Task.CompletedTask : _database.WriteAsync(work => work.ExecuteAsync(
        PunctualityStore.Count(_rule, PunctualityStore.SlotOf(_clock.GetUtcNow()), count, 0, TimeSpan.FromMinutes(1), _clock.GetUtcNow()), Ct), Ct);

    private Task<List<JournalEntry>> ToldAsync() => new Journal(_database, _clock).ReadAsync(JournalFilter.All, 0, 1000, Ct);
}
