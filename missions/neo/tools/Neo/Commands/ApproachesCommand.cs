using Neo.Cli;
using Neo.CloseApproaches;
using Neo.Ephemeris;
using Neo.Neocc;

namespace Neo.Commands;

internal sealed class ApproachesCommand : Command
{
    public override string Name => "approaches";

    public override string Summary => "lists passages by the earth in the coming days";

    public override IReadOnlyList<Option> Options =>
    [
        Inputs.Orbits,
        new("from", "DATE", "the first day"),
        new("days", "N", "how many days", "60"),
        new("within", "AU", "no further than this", "0.2"),
        new("out", "FILE", "the table to write"),
        new("list", "FILE", "the same as a list in the layout of the service", ""),
    ];

    public override string Example => "neo approaches --orbits orbits.csv --from 2026-11-22 --days 60 --out approaches.csv --list upcoming.txt";

    public override int Run(Arguments arguments, Terminal terminal)
    {
        var from = arguments.Date("from");
        var (start, within) = (from.ToTdb().Mjd, arguments.Number("within", 1e-6, 10));
        var days = arguments.Number("days", 0.1, 36_525);
        if (!Inputs.ReadOrbits(arguments).TryGet(out var orbits, out var refusal))
            return terminal.SayNo(refusal);
        var search = new ApproachSearch(new(new SolarSystem()), start, start + days);
        var approaches = terminal.Following(orbits, "orbit").SelectMany(orbit => search.Of(orbit, within)).ToList();
        OutputFile.Write(arguments.Text("out"), ApproachTable.Write(approaches));
        if (arguments.Has("list"))
            OutputFile.Write(arguments.Text("list"), ApproachListFile.Write(approaches, from));
        terminal.Say($"{approaches.Count} passages within {within} au in {days} days");
        return ExitCode.Done;
    }
}
