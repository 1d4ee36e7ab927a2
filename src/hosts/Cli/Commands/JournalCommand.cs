using System.CommandLine;
using Gantry.Api;
using Gantry.Client;

namespace Gantry.Cli;

/// <summary>Reads the journal, and follows it as it grows.</summary>
internal sealed class JournalCommand : Verb
{
    private const int Page = 500;
    private const int MostNewest = 1000;

    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on with what happens, until Ctrl-C; with --json one line for each entry." };
    private readonly Option<string?> _mission = new("--mission", "-m") { Description = "Only of this mission.", HelpName = "MISSION" };
    private readonly Option<string?> _environment = new("--env", "-e") { Description = "Only of this environment.", HelpName = "ENV" };
    private readonly Option<string?> _kind = new("--kind", "-k") { Description = "Only of this kind, such as hub.product_published.", HelpName = "KIND" };
    private readonly Option<long?> _after = new("--after") { Description = "All after this place, oldest first.", HelpName = "SEQ" };
    private readonly Option<int?> _newest = new("--newest", "-n") { Description = "The last N entries; 25 when nothing else is asked for.", HelpName = "N" };

    public JournalCommand() : base("journal", "Read what happened, and follow what happens.")
    {
        _environment.AcceptOnlyFromAmong([.. Rungs.All]);
        Add(_follow);
        Add(_mission);
        Add(_environment);
        Add(_kind);
        Add(_after);
        Add(_newest);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry journal",
        "gantry journal --follow --mission sentinel --env ops",
        "gantry journal --kind delivery.pointer_moved --newest 100",
        "gantry journal --after 0 --json | jq '.items[].type'",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var query = new JournalQuery(call.Get(_mission), call.Get(_environment), call.Get(_kind)?.Replace("gantry.", "", StringComparison.Ordinal));
        if (call.Get(_after) is not null && call.Get(_newest) is not null)
            throw new UsageException("--after and --newest are two ways to begin; choose one.");
        if (call.Get(_newest) is < 1 or > MostNewest)
            throw new UsageException($"--newest takes 1 to {MostNewest}; '--after 0' shows everything from the beginning.");
        if (!call.Get(_follow))
        {
            var entries = await ReadAsync(call, query, call.Get(_newest) ?? 25).ToListAsync(call.Ct);
            call.Show(new Page<JournalEntryView>(entries, null), _ => entries.ForEach(entry => Tell(call, entry)));
            return ExitCode.Done;
        }
        await FollowAsync(call, query);
        return ExitCode.Done;
    }

    private async Task FollowAsync(Call call, JournalQuery query)
    {
        // The end is looked up before what is shown first, so nothing falls between the two.
        var place = call.Get(_after) ?? ((await call.Client.NewestAsync(new(), 1, call.Ct)).Items is [var newest] ? newest.Sequence : 0);
        if (call.Get(_newest) is { } count)
        {
            await foreach (var entry in ReadAsync(call, query, count))
            {
                if (entry.Sequence <= place)
                    Tell(call, entry);
            }
        }
        try
        {
            await foreach (var entry in call.Client.FollowAsync(query, place, why => call.Error.Line($"{why} Trying again.", "yellow"), call.Ct))
                Tell(call, entry);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how following ends.
        }
    }

    private async IAsyncEnumerable<JournalEntryView> ReadAsync(Call call, JournalQuery query, int newest)
    {
        if (call.Get(_after) is not { } place)
        {
            foreach (var entry in (await call.Client.NewestAsync(query, newest, call.Ct)).Items.Reverse())
                yield return entry;
            yield break;
        }
        Page<JournalEntryView> page;
        do
        {
            page = await call.Client.JournalAsync(query, place, Page, call.Ct);
            foreach (var entry in page.Items)
                yield return entry;
            place = page.Items is [.., var last] ? last.Sequence : place;
        }
        while (page.Next is not null);
    }

    private void Tell(Call call, JournalEntryView entry)
    {
        if (call.IsJson)
            call.Terminal.Out.WriteLine(JsonText.Line(entry));
        else
            call.Out.Line(EntryLine.Of(entry));
        call.Terminal.Out.Flush();
    }
}
