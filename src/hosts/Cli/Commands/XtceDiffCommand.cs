using System.CommandLine;
using System.Globalization;
using Gantry.Telemetry;
using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>What two databases do not have in common, in words, and what that touches: in themselves, in a mission folder, in recorded packets.</summary>
internal sealed class XtceDiffCommand : Verb
{
    private readonly Argument<string> _before = new("BEFORE") { Description = "The XTCE file as it was." };
    private readonly Argument<string> _after = new("AFTER") { Description = "The XTCE file as it is to be." };
    private readonly Option<string?> _mission = new("--mission") { Description = "The mission folder whose displays and scenarios may be touched; the one that AFTER lies in when left out.", HelpName = "FOLDER" };
    private readonly Option<string[]> _packets = new("--packets") { Description = "Recorded packets that are decoded by both, to count what comes out otherwise.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
    private readonly XtceOptionsOf _xtce;

    public XtceDiffCommand() : base("diff", "Compare two XTCE files by what they mean.")
    {
        Add(_before);
        Add(_after);
        Add(_mission);
        Add(_packets);
        _xtce = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry xtce diff mission-4.xml mission-5.xml",
        "gantry xtce diff mission-4.xml missions/swot/telemetry/swot.xml --packets pass-0417.bin",
        "gantry xtce diff --json mission-4.xml mission-5.xml | jq '.packets'",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var (options, beforeFile, afterFile) = (_xtce.Read(call), call.Get(_before)!, call.Get(_after)!);
        var (before, after) = (DatabaseFile.Open(beforeFile, options), DatabaseFile.Open(afterFile, options));
        var difference = DatabaseDiff.Compare(before, after);
        var uses = (call.Get(_mission) ?? FolderOf(afterFile)) is { } folder ? DatabaseUses.Of(LocalFolder.Open(folder).Read(), before, after, difference) : [];
        var (recorded, ends) = ((DecodedDifference?)null, (IReadOnlyList<FileEnd>)[]);
        if (call.Get(_packets) is { Length: > 0 } files)
        {
            recorded = new(Compile(before, beforeFile), Compile(after, afterFile));
            ends = await PacketFiles.ReadAsync(call, files, 0, isTalking: false, (data, places, _) => recorded.Add(data, places));
        }
        call.Show(new
        {
            Changes = difference.Changes.Select(c => new { Kind = c.Kind.ToString().ToLowerInvariant(), c.What, c.Item, c.Sentence }),
            difference.Packets, difference.Values, difference.Limits, difference.Commands, Uses = uses,
            Recorded = recorded is null ? null : new { recorded.Packets, recorded.Changed, recorded.TakenOtherwise, Leaves = recorded.Leaves.Select(l => new { l.Name, l.Values, l.Levels, l.Added, l.Removed, l.FirstPacket }) },
        }, _ =>
        {
            Tell(call.Out, difference, uses);
            if (recorded is not null)
                Tell(call.Out, recorded);
        });
        return PacketFiles.Tell(call, ends);
    }

    private static CompiledDatabase Compile(XtceDatabase database, string file) => CompiledDatabase.Compile(database, DatabaseFile.Root(database, file));

    // The nearest folder above that is a mission.
    private static string? FolderOf(string file)
    {
        for (var folder = Path.GetDirectoryName(Path.GetFullPath(file)); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "mission.yaml")))
                return folder;
        }
        return null;
    }

    private static void Tell(Screen output, DatabaseDifference difference, IReadOnlyList<DatabaseUse> uses)
    {
        foreach (var change in difference.Changes)
            output.Line(change.ToString(), change.Kind switch { ChangeKind.Added => "green", ChangeKind.Removed => "red", ChangeKind.Telling => "dim", _ => "yellow" });
        if (difference.Changes.Count == 0)
        {
            output.Line("They say the same.", "green");
            return;
        }
        output.Line();
        Touched(output, "packets are decoded otherwise", difference.Packets);
        Touched(output, "parameters may have other values", difference.Values);
        Touched(output, "parameters may be in alarm otherwise", difference.Limits);
        Touched(output, "commands are touched", difference.Commands);
        foreach (var use in uses)
        {
            if (use.Parameters.Count > 0)
                output.Line($"{use.File} names what is touched: {string.Join(", ", use.Parameters)}");
            if (use.Gone.Count > 0)
                output.Line($"{use.File} names what is gone: {string.Join(", ", use.Gone)}", "red");
        }
    }

    private static void Touched(Screen output, string what, IReadOnlyList<string> items)
    {
        if (items.Count > 0)
            output.Line($"{items.Count} {what}: {string.Join(", ", items)}");
    }

    private static void Tell(Screen output, DecodedDifference recorded)
    {
        output.Line();
        if (recorded.Changed == 0)
        {
            output.Line($"All of {N(recorded.Packets)} recorded packets come out as before.", "green");
            return;
        }
        output.Line($"Of {N(recorded.Packets)} recorded packets {N(recorded.Changed)} come out otherwise, {N(recorded.TakenOtherwise)} of them as packets of another kind:", "yellow");
        foreach (var leaf in recorded.Leaves)
            output.Line($"  {leaf}");
    }

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
