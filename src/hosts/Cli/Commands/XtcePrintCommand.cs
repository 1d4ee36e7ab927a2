using System.CommandLine;
using System.Globalization;
using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>What is in a database, for people: its containers, or all about items by their names.</summary>
internal sealed class XtcePrintCommand : Verb
{
    private readonly Argument<string> _file = new("FILE") { Description = "The XTCE file." };
    private readonly Argument<string[]> _names = new("NAME") { Description = "Parameters, containers and commands to tell all about; * for any letters.", Arity = ArgumentArity.ZeroOrMore };

    public XtcePrintCommand() : base("print", "Print what is in an XTCE file: its containers, or all about some items.")
    {
        Add(_file);
        Add(_names);
    }

    public override IReadOnlyList<string> Examples => ["gantry xtce print mission.xml", "gantry xtce print mission.xml 'BATT*'", "gantry xtce print mission.xml --json | jq '.containers[].name'"];

    public override Task<int> RunAsync(Call call)
    {
        var database = DatabaseFile.Open(call.Get(_file), XtceOptions.Default);
        var names = call.Get(_names);
        if (names.Length == 0)
        {
            var containers = database.AllContainers.OrderBy(c => c.QualifiedName, StringComparer.Ordinal).Select(c => new ItemPrint(database).Of(c, isBrief: true)).ToList();
            call.Show(new { database.Root.Name, Parameters = database.AllParameters.Count, Containers = containers, Commands = database.AllCommands.Select(c => c.QualifiedName).Order(StringComparer.Ordinal) }, _ =>
            {
                call.Out.Line($"{database.Root.Name}: {Units.Count(database.AllParameters.Count, "parameter", "parameters")}, {Units.Count(database.AllCommands.Count, "command", "commands")}");
                call.Out.Table(["CONTAINER", "EXTENDS", "WHEN", "ENTRIES"], containers.Select(c => (string?[])[c.Name, c.Extends, c.When, c.Count.ToString(CultureInfo.InvariantCulture)]));
            });
            return Task.FromResult(ExitCode.Done);
        }
        var print = new ItemPrint(database);
        foreach (var name in names)
        {
            if (!print.Add(name))
                throw new FaultException(new(FaultKind.Missing, "xtce.no_such_item", $"Nothing in {call.Get(_file)} is called {name}{Settings.DidYouMean(name, database.AllParameters.Select(p => p.Name).Concat(database.AllContainers.Select(c => c.Name)))}"));
        }
        call.Show(new { print.Parameters, print.Containers, print.Commands }, _ => print.Tell(call.Out));
        return Task.FromResult(ExitCode.Done);
    }
}
