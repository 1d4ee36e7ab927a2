using Neo.Cli;
using Neo.Ephemeris;
using Neo.Risk;

namespace Neo.Commands;

internal sealed class ImpactsCommand : Command
{
    public override string Name => "impacts";

    public override string Summary => "demo: samples orbits and counts which of them hit the earth";

    public override IReadOnlyList<Option> Options =>
    [
        Inputs.Orbits,
        new("from", "DATE", "the first day"),
        new("days", "N", "how many days", "60"),
        new("samples", "N", "orbits drawn for each approach that could hit", "1000"),
        new("seed", "N", "the same number gives the same draws", "1"),
        new("out", "FILE", "the table of impacts to write"),
    ];

    public override string Example => "neo impacts --orbits orbits.csv --from 2026-11-22 --out impacts.csv";

    public override int Run(Arguments arguments, Terminal terminal)
    {
        var start = arguments.Date("from").ToTdb().Mjd;
        var (days, samples, seed) = (arguments.Number("days", 0.1, 36_525), arguments.Whole("samples", 10, 1_000_000), arguments.Whole("seed", 0, int.MaxValue));
        if (!Inputs.ReadOrbits(arguments).TryGet(out var orbits, out var refusal))
            return terminal.SayNo(refusal);
        var sampling = new ImpactSampling(new(new SolarSystem()), start, start + days, samples, (ulong)seed);
        var impacts = terminal.Following(orbits, "orbit").SelectMany(sampling.Of).ToList();
        OutputFile.Write(arguments.Text("out"), ImpactTable.Write(impacts));
        terminal.Say($"{impacts.Count} impacts are not excluded among {orbits.Count} orbits (a demonstration, no monitoring)");
        return ExitCode.Done;
    }
}
