using System.Text.Json;
using Neo.Cli;
using Neo.Ephemeris;
using Neo.Nights;
using Neo.Tables;

namespace Neo.Commands;

internal sealed class NightCommand : Command
{
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, NewLine = "\n" };

    public override string Name => "night";

    public override string Summary => "makes a night of synthetic astrometry, always the same for the same seed";

    public override IReadOnlyList<Option> Options =>
    [
        new("orbits", "FILE", "the objects as they really move: a catalogue of elements with H"),
        Inputs.Stations,
        new("date", "DATE", "the night that is the last of the stretch"),
        new("nights", "N", "how many nights, every second one", "6"),
        new("seed", "N", "the same number gives the same bytes", "1"),
        new("bad", "N", "lines that cannot be read", "12"),
        new("duplicates", "N", "records that come twice", "6"),
        new("wrong-clock", "STATION=SECONDS", "a station whose clock is late", ""),
        new("out", "FOLDER", "where the files go; night.json there says what is in them"),
    ];

    public override string Example => "neo night --orbits night/orbits.csv --stations night/stations.txt --date 2026-11-21 --out night-files";

    public override int Run(Arguments arguments, Terminal terminal)
    {
        var plan = new NightPlan(
            arguments.Date("date").Day, arguments.Whole("nights", 1, 100), (ulong)arguments.Whole("seed", 0, int.MaxValue),
            arguments.Whole("bad", 0, 10_000), arguments.Whole("duplicates", 0, 10_000), WrongClock(arguments));
        if (!Inputs.ReadOrbits(arguments).TryGet(out var truths, out var refusal) || !Inputs.ReadStations(arguments).TryGet(out var stations, out refusal))
            return terminal.SayNo(refusal);
        var files = new List<NightFile>();
        foreach (var file in new NightMaker(new(new SolarSystem()), plan).Make(truths, stations))
        {
            OutputFile.Write(Path.Combine(arguments.Text("out"), file.Name), path => File.WriteAllBytes(path, file.Content));
            files.Add(file);
            terminal.Progress(Math.Min(0.95, (double)files.Count / (files.Count + 1)), $"made {file.Name}");
        }
        if (files.Count == 0)
            return terminal.SayNo(new("night.dark", "None of the stations sees any of the objects in these nights."));
        var told = files.Select(f => new { file = f.Name, good = f.Good, bad = f.Bad, twice = f.Twice });
        OutputFile.Write(Path.Combine(arguments.Text("out"), "night.json"), JsonSerializer.Serialize(told, _json) + "\n");
        terminal.Progress(1, "made");
        terminal.Say($"{files.Sum(f => f.Good)} observations in {files.Count} files, {files.Sum(f => f.Bad)} bad lines, {files.Sum(f => f.Twice)} records twice");
        return ExitCode.Done;
    }

    private static (string Station, double Seconds)? WrongClock(Arguments arguments)
    {
        if (!arguments.Has("wrong-clock"))
            return null;
        return arguments.Text("wrong-clock").Split('=') is [var station, var seconds] && Cells.TryNumber(seconds, out var late)
            ? (station, late) : throw new UsageException("--wrong-clock wants a station and seconds, as 691=2.5.");
    }
}
