using System.CommandLine;
using System.Globalization;

namespace Gantry.Cli;

/// <summary>Takes values out of the archive into a file, as a table.</summary>
internal sealed class TmExportCommand : Verb
{
    private readonly TargetWords _target;
    private readonly SpanOptions _span;
    private readonly Option<string> _form = new("--to-form") { Description = "csv or parquet; by the name of the file when left out.", HelpName = "FORM" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The file it is written to.", HelpName = "FILE", Required = true };
    private readonly Option<bool> _raw = new("--raw") { Description = "Values as they are on the wire." };

    public TmExportCommand() : base("export", "Take the values of parameters out of the archive, a row for each packet.")
    {
        _target = new(this, "MISSION/ENV NAME...", "The environment, then parameters, with * and ? for any letters.", mayBeEmpty: false);
        _span = new(this);
        _form.AcceptOnlyFromAmong("csv", "parquet");
        foreach (var option in (Option[])[_form, _output, _raw])
            Add(option);
    }

    public override IReadOnlyList<string> Examples =>
        ["gantry tm export swot/ops 'BATT*' --last 30d -o batteries.csv", "gantry tm export swot/ops 'BATT*' mode --from 2026-11-01T00:00:00Z --to 2026-12-01T00:00:00Z --to-form parquet -o november.parquet"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, names) = _target.Read(call);
        if (names.Length == 0)
            throw new UsageException("Which parameters? '*' is all of them.");
        var (from, to) = _span.Read(call);
        var file = call.Get(_output)!;
        var form = call.Get(_form) ?? (file.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase) ? "parquet" : "csv");
        var (rows, begun) = (0L, call.Clock.GetTimestamp());
        // Whoever looks for the file finds all of it or none.
        var part = file + ".part";
        await using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 20))
        {
            await RowBar.ShowAsync(call, Path.GetFileName(file), form == "csv", bar => call.Client.ExportAsync(
                target.Mission, target.Environment, string.Join(',', names), bar.Over(stream), form, from, to, _span.Channel(call), call.Get(_raw), count => bar.Begin(rows = count), call.Ct));
        }
        var size = new FileInfo(part).Length;
        File.Move(part, file, overwrite: true);
        var took = call.Clock.GetElapsedTime(begun);
        call.Show(new { Output = file, Rows = rows, SizeBytes = size, Seconds = took.TotalSeconds }, _ =>
            call.Error.Line(string.Create(CultureInfo.InvariantCulture, $"{file}: {rows} packets with values, {Units.Size(size)}, in {took.TotalSeconds:0.0} s.")));
        return ExitCode.Done;
    }
}
