using Neo.Astrometry;
using Neo.Cli;
using Neo.Orbits;

namespace Neo.Commands;

/// <summary>What several tools read.</summary>
internal static class Inputs
{
    public static readonly Option Orbits = new("orbits", "FILE", "a catalogue of orbits, as neo orbits writes it");
    public static readonly Option Stations = new("stations", "FILE", "the MPC's list of observatory codes");

    public static Reading<IReadOnlyList<Orbit>> ReadOrbits(Arguments arguments, string name = "orbits")
    {
        var source = Path.GetFileName(arguments.Text(name));
        if (!OrbitCatalogue.Read(arguments.Read(name), source).TryGet(out var orbits, out var refusal))
            return refusal;
        return orbits.Count == 0 ? OrbitRefusals.None(source) : Reading.Of(orbits);
    }

    public static Reading<Stations> ReadStations(Arguments arguments) =>
        Astrometry.Stations.Read(arguments.Read("stations").Split('\n'), Path.GetFileName(arguments.Text("stations")));

    /// <summary>The files themselves, and those in folders, by name.</summary>
    public static List<string> Files(IReadOnlyList<string> operands)
    {
        if (operands.Count == 0)
            throw new UsageException("No file is named.");
        var files = new List<string>();
        foreach (var operand in operands)
        {
            if (Directory.Exists(operand))
                files.AddRange(Directory.EnumerateFiles(operand).Order(StringComparer.Ordinal));
            else if (File.Exists(operand))
                files.Add(operand);
            else
                throw new UsageException($"{operand} is not there.");
        }
        return files;
    }
}
