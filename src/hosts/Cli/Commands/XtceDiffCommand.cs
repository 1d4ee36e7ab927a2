using System.CommandLine;
using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>What two databases do not have in common, in words, and what that touches.</summary>
internal sealed class XtceDiffCommand : Verb
{
    private readonly Argument<string> _before = new("BEFORE") { Description = "The XTCE file as it was." };
    private readonly Argument<string> _after = new("AFTER") { Description = "The XTCE file as it is to be." };

    public XtceDiffCommand() : base("diff", "Compare two XTCE files by what they mean.")
    {
        Add(_before);
        Add(_after);
    }

    public override IReadOnlyList<string> Examples => ["gantry xtce diff mission-4.xml mission-5.xml", "gantry xtce diff --json mission-4.xml mission-5.xml | jq '.packets'"];

    public override Task<int> RunAsync(Call call)
    {
        var difference = DatabaseDiff.Compare(DatabaseFile.Open(call.Get(_before), XtceOptions.Default), DatabaseFile.Open(call.Get(_after), XtceOptions.Default));
        call.Show(new
        {
            Changes = difference.Changes.Select(c => new { Kind = c.Kind.ToString().ToLowerInvariant(), c.What, c.Item, c.Sentence }),
            difference.Packets, difference.Values, difference.Limits, difference.Commands,
        }, _ => Tell(call, difference));
        return Task.FromResult(ExitCode.Done);
    }

    private static void Tell(Call call, DatabaseDifference difference)
    {
        foreach (var change in difference.Changes)
            call.Out.Line(change.ToString(), change.Kind switch { ChangeKind.Added => "green", ChangeKind.Removed => "red", ChangeKind.Telling => "dim", _ => "yellow" });
        if (difference.Changes.Count == 0)
        {
            call.Out.Line("They say the same.", "green");
            return;
        }
        call.Out.Line();
        Touched(call, "packets are decoded otherwise", difference.Packets);
        Touched(call, "parameters may have other values", difference.Values);
        Touched(call, "parameters may be in alarm otherwise", difference.Limits);
        Touched(call, "commands are touched", difference.Commands);
    }

    private static void Touched(Call call, string what, IReadOnlyList<string> items)
    {
        if (items.Count > 0)
            call.Out.Line($"{items.Count} {what}: {string.Join(", ", items)}");
    }
}
