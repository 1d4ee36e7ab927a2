using Neo.Astrometry;
using Neo.Cli;
using Neo.Determination;
using Neo.Ephemeris;
using Neo.Moids;
using Neo.Neocc;
using Neo.Orbits;

namespace Neo.Commands;

internal sealed class OrbitsCommand : Command
{
    public override string Name => "orbits";

    public override string Summary => "determines orbits from observations, or improves earlier ones";

    public override IReadOnlyList<Option> Options =>
    [
        new("observations", "FILE", "the table of observations, as neo parse writes it"),
        Inputs.Stations,
        new("prior", "FILE", "a catalogue of earlier orbits: fits begin with them, and objects without new observations keep theirs", ""),
        new("out", "FILE", "the catalogue of orbits to write"),
        new("residuals", "FILE", "the table of residuals to write, with the reason of each observation that is not used"),
        new("oef", "FOLDER", "write each orbit as .ke0 and .eq0 (OEF 2.0) too", ""),
    ];

    public override string Example => "neo orbits --observations observations.csv --stations stations.txt --out orbits.csv --residuals residuals.csv";

    public override int Run(Arguments arguments, Terminal terminal)
    {
        if (!ObservationTable.Read(arguments.Read("observations"), arguments.Text("observations")).TryGet(out var observations, out var refusal)
            || !Inputs.ReadStations(arguments).TryGet(out var stations, out refusal))
            return terminal.SayNo(refusal);
        var prior = new Dictionary<string, Orbit>();
        if (arguments.Has("prior"))
        {
            if (!Inputs.ReadOrbits(arguments, "prior").TryGet(out var known, out refusal))
                return terminal.SayNo(refusal);
            foreach (var orbit in known)
                prior[orbit.Id] = orbit;
        }
        var maker = new CatalogueMaker(new(new SolarSystem()), stations);
        var objects = observations.GroupBy(o => o.Name.Id).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        var rows = new List<ResidualTable.Row>();
        var orbits = new SortedDictionary<string, Orbit>(prior, StringComparer.Ordinal);
        var made = 0;
        foreach (var group in terminal.Following(objects, "fitting object"))
        {
            var result = maker.Make(group.Key, [.. group], prior.GetValueOrDefault(group.Key));
            rows.AddRange(result.Rows);
            if (result.Orbit is { } orbit)
            {
                orbits[group.Key] = orbit;
                made++;
            }
            else
            {
                terminal.Say($"{group.Key}: {result.Refusal!.Message}");
            }
        }
        OutputFile.Write(arguments.Text("out"), OrbitCatalogue.Write(orbits.Values));
        OutputFile.Write(arguments.Text("residuals"), ResidualTable.Write(rows));
        if (arguments.Has("oef"))
            WriteOef(arguments.Text("oef"), orbits.Values);
        terminal.Say($"{made} orbits of {objects.Count} objects; {rows.Count(r => r.Reason.Length > 0)} of {rows.Count} observations not used");
        return made == 0 ? terminal.SayNo(new("orbit.no_orbits", "Not one object has an orbit; the residuals say why.")) : ExitCode.Done;
    }

    private static void WriteOef(string folder, IEnumerable<Orbit> orbits)
    {
        var system = new SolarSystem();
        foreach (var orbit in orbits)
        {
            var moid = new Moid(new(EarthOrbit.At(system, orbit.Epoch))).Of(orbit.Elements);
            var name = string.Concat(orbit.Id.Where(char.IsAsciiLetterOrDigit));
            OutputFile.Write(Path.Combine(folder, name + ".ke0"), OefWriter.Write(OefOrbit.Of(orbit, ElementSet.Keplerian, moid)));
            // A hyperbola has no mean longitude.
            if (orbit.Elements.E < 1)
                OutputFile.Write(Path.Combine(folder, name + ".eq0"), OefWriter.Write(OefOrbit.Of(orbit, ElementSet.Equinoctial, moid)));
        }
    }
}
