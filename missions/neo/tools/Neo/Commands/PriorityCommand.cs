using Neo.Cli;
using Neo.Ephemeris;
using Neo.Moids;
using Neo.Priorities;

namespace Neo.Commands;

internal sealed class PriorityCommand : Command
{
    public override string Name => "priority";

    public override string Summary => "orders objects by what an observation tonight is worth";

    public override IReadOnlyList<Option> Options =>
    [
        Inputs.Orbits,
        new("date", "DATE", "the night"),
        new("faintest", "MAG", "what the telescopes reach", "22"),
        new("elongation", "DEG", "least angle from the sun", "60"),
        new("out", "FILE", "the table to write"),
        new("list", "FILE", "the same as a list for telescopes", ""),
    ];

    public override string Example => "neo priority --orbits orbits.csv --date 2026-11-22 --out priority.csv --list priority_list.txt";

    public override int Run(Arguments arguments, Terminal terminal)
    {
        var date = arguments.Date("date").ToTdb().Mjd;
        var limits = new Limits(arguments.Number("faintest", 0, 30), arguments.Number("elongation", 0, 180));
        if (!Inputs.ReadOrbits(arguments).TryGet(out var orbits, out var refusal))
            return terminal.SayNo(refusal);
        var system = new SolarSystem();
        var plan = new ObservingPlan(new(system), date, limits);
        var targets = new List<Target>();
        foreach (var orbit in terminal.Following(orbits, "orbit"))
        {
            var isNear = new Moid(new(EarthOrbit.At(system, orbit.Epoch))).Of(orbit.Elements) < 0.05;
            if (plan.Of(orbit, isNear) is { } target)
                targets.Add(target);
        }
        targets = ObservingPlan.Order(targets);
        OutputFile.Write(arguments.Text("out"), PriorityLists.WriteCsv(targets));
        if (arguments.Has("list"))
            OutputFile.Write(arguments.Text("list"), PriorityLists.WriteList(targets, date));
        terminal.Say($"{targets.Count} of {orbits.Count} objects can be observed; {targets.Count(t => t.Category == 0)} are urgent");
        return ExitCode.Done;
    }
}
