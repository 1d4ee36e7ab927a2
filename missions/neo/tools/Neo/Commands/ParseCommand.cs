using System.Text.Json;
using Neo.Astrometry;
using Neo.Cli;

namespace Neo.Commands;

internal sealed class ParseCommand : Command
{
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, NewLine = "\n" };

    public override string Name => "parse";

    public override string Summary => "reads astrometry (MPC 80 columns, ADES PSV and XML) into one table";

    public override string Operands => "FILE…";

    public override IReadOnlyList<Option> Options =>
    [
        new("observations", "FILE", "the table of observations to write"),
        new("refused", "FILE", "the table of refused lines to write: source, line, code, reason, and the line as it was"),
        new("summary", "FILE", "counts by file and by reason, as JSON", ""),
        new("strict", "", "refuse everything when a single line is refused"),
    ];

    public override string Example => "neo parse night/*.obs night/*.psv --observations observations.csv --refused refused.csv --summary summary.json";

    public override int Run(Arguments arguments, Terminal terminal)
    {
        var harvests = new List<Harvest>();
        var refusals = new List<Refusal>();
        foreach (var file in terminal.Following(Inputs.Files(arguments.Operands), "reading file"))
        {
            var name = Path.GetFileName(file);
            if (ObservationFile.Read(File.ReadAllBytes(file), name).TryGet(out var harvest, out var refusal))
            {
                harvests.Add(harvest);
                continue;
            }
            refusals.Add(refusal);
            harvests.Add(new([], [new(name, 0, refusal.Code, refusal.Message, "")]));
        }
        var all = ObservationFile.Merge(harvests);
        OutputFile.Write(arguments.Text("observations"), ObservationTable.Write(all.Observations));
        OutputFile.Write(arguments.Text("refused"), ObservationTable.WriteRefused(all.Refused));
        if (arguments.Has("summary"))
            OutputFile.Write(arguments.Text("summary"), JsonSerializer.Serialize(Summarise(all), _json) + "\n");
        terminal.Say($"{all.Observations.Count} observations of {all.Observations.Select(o => o.Name.Id).Distinct().Count()} objects, {all.Refused.Count} lines refused");
        if (all.Observations.Count == 0)
            return terminal.SayNo(refusals.FirstOrDefault() ?? new("obs.none", "Not one line of these files is an observation; refused.csv says why."));
        return arguments.Has("strict") && all.Refused.Count > 0
            ? terminal.SayNo(new("obs.strict", $"{all.Refused.Count} lines were refused; refused.csv says which and why.")) : ExitCode.Done;
    }

    private static object Summarise(Harvest all) => new
    {
        observations = all.Observations.Count,
        objects = all.Observations.Select(o => o.Name.Id).Distinct().Count(),
        stations = all.Observations.CountBy(o => o.Station).OrderBy(c => c.Key, StringComparer.Ordinal).ToDictionary(),
        first = all.Observations.Count > 0 ? all.Observations.Min(o => o.Time).ToString() : null,
        last = all.Observations.Count > 0 ? all.Observations.Max(o => o.Time).ToString() : null,
        refused = all.Refused.Count,
        reasons = all.Refused.CountBy(r => r.Code).OrderBy(c => c.Key, StringComparer.Ordinal).ToDictionary(),
        refusedBySource = all.Refused.CountBy(r => r.Source).OrderBy(c => c.Key, StringComparer.Ordinal).ToDictionary(),
    };
}
