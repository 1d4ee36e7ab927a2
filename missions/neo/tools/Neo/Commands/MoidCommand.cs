using Neo.Cli;
using Neo.Ephemeris;
using Neo.Moids;
using Neo.Orbits;
using Neo.Tables;

namespace Neo.Commands;

internal sealed class MoidCommand : Command
{
    public override string Name => "moid";

    public override string Summary => "computes the least distance between each orbit and that of the earth";

    public override IReadOnlyList<Option> Options =>
    [
        Inputs.Orbits,
        new("planet", "NAME", "another planet's orbit instead of the earth's", "Earth"),
        new("out", "FILE", "the table to write: object, epoch, moid (au), and whether the object is potentially hazardous"),
    ];

    public override string Example => "neo moid --orbits orbits.csv --out moids.csv";

    public override int Run(Arguments arguments, Terminal terminal)
    {
        var planet = Enum.Parse<Body>(arguments.OneOf("planet", [.. Enum.GetNames<Body>().SkipLast(1)]));
        if (!Inputs.ReadOrbits(arguments).TryGet(out var orbits, out var refusal))
            return terminal.SayNo(refusal);
        var system = new SolarSystem();
        var moids = new Dictionary<double, Moid>();
        var rows = new List<string[]>();
        foreach (var orbit in terminal.Following(orbits, "orbit"))
        {
            // Catalogues have few epochs.
            if (!moids.TryGetValue(orbit.Epoch, out var moid))
                moids.Add(orbit.Epoch, moid = new(new(Elements.Of(system.State(planet, orbit.Epoch), orbit.Epoch))));
            var distance = moid.Of(orbit.Elements);
            var isHazardous = planet == Body.Earth && orbit.H is { } h && OrbitClass.IsHazardous(distance, h);
            rows.Add([orbit.Id, Cells.Of(orbit.Epoch), Cells.Of(distance, "F9"), isHazardous ? "T" : "F"]);
        }
        OutputFile.Write(arguments.Text("out"), Csv.Write(["object", "epoch", "moid", "pha"], rows));
        terminal.Say($"{rows.Count} orbits; {rows.Count(r => r[3] == "T")} are potentially hazardous");
        return ExitCode.Done;
    }
}
