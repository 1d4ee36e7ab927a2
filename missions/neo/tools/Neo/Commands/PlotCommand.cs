using Neo.Cli;
using Neo.Ephemeris;
using Neo.Plots;
using Neo.Propagation;

namespace Neo.Commands;

internal sealed class PlotCommand : Command
{
    public override string Name => "plot";

    public override string Summary => "draws an orbit diagram or a sky plot as SVG";

    public override string Operands => "orbits|sky";

    public override IReadOnlyList<Option> Options => [Inputs.Orbits, new("date", "DATE", "the moment that is drawn"), new("out", "FILE", "the SVG to write")];

    public override string Example => "neo plot orbits --orbits orbits.csv --date 2026-11-22 --out orbits.svg";

    public override int Run(Arguments arguments, Terminal terminal)
    {
        if (arguments.Operands is not [var what and ("orbits" or "sky")])
            throw new UsageException("Either 'orbits' or 'sky' is to be drawn.");
        var date = arguments.Date("date").ToTdb().Mjd;
        if (!Inputs.ReadOrbits(arguments).TryGet(out var orbits, out var refusal))
            return terminal.SayNo(refusal);
        terminal.Progress(0, "drawing");
        var propagator = new Propagator(new SolarSystem());
        OutputFile.Write(arguments.Text("out"), what == "orbits" ? OrbitDiagram.Draw(orbits, date, propagator) : SkyPlot.Draw(orbits, date, propagator));
        terminal.Progress(1, "drawing");
        return ExitCode.Done;
    }
}
