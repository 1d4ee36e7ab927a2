using System.CommandLine;
using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>Says everything that is wrong with databases, each with its number and its line.</summary>
internal sealed class XtceCheckCommand : Verb
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "XTCE files.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _strict = new("--strict") { Description = "Wants the schema of the declared version and every rule kept; else what has a clear meaning is read." };
    private readonly Option<bool> _quiet = new("--no-notes") { Description = "Leaves out what was only assumed." };
    private readonly Option<string> _form = new("--form") { Description = "text, json or sarif.", HelpName = "FORM", DefaultValueFactory = _ => "text" };
    private readonly XtceOptionsOf _xtce;

    public XtceCheckCommand() : base("check", "Check XTCE files: what is wrong, at which line, and what was assumed.")
    {
        _form.AcceptOnlyFromAmong("text", "json", "sarif");
        Add(_files);
        Add(_strict);
        Add(_quiet);
        Add(_form);
        _xtce = new(this);
    }

    public override IReadOnlyList<string> Examples => ["gantry xtce check mission.xml", "gantry xtce check --strict missions/swot/telemetry/*.xml", "gantry xtce check --form sarif mission.xml > findings.sarif"];

    public override async Task<int> RunAsync(Call call)
    {
        var options = _xtce.Read(call, call.Get(_strict) ? ReadingMode.Strict : ReadingMode.Lenient);
        var readings = call.Get(_files).Select(file => (File: file, Reading: DatabaseFile.Read(file, options))).ToList();
        var found = readings.SelectMany(r => r.Reading.Diagnostics).Where(d => !call.Get(_quiet) || d.Severity != Severity.Note).ToList();
        if (call.IsJson || call.Get(_form) != "text")
        {
            await using var output = new MemoryStream();
            if (call.Get(_form) == "sarif")
                DiagnosticReport.WriteSarif(found, output);
            else
                DiagnosticReport.WriteJson(found, output);
            call.Terminal.Out.WriteLine(System.Text.Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length));
        }
        else
        {
            foreach (var one in found)
                call.Out.Line(one.ToString(), one.Severity switch { Severity.Error => "red", Severity.Warning => "yellow", _ => "dim" });
            foreach (var (file, reading) in readings)
                Tell(call, file, reading);
        }
        return readings.Exists(r => r.Reading.HasErrors) ? ExitCode.Invalid : ExitCode.Done;
    }

    private static void Tell(Call call, string file, XtceReading reading)
    {
        var counts = string.Join(", ", reading.Diagnostics.GroupBy(d => d.Severity).OrderByDescending(g => g.Key).Select(g => g.Key switch
        {
            Severity.Error => Units.Count(g.Count(), "error", "errors"),
            Severity.Warning => Units.Count(g.Count(), "warning", "warnings"),
            _ => Units.Count(g.Count(), "note", "notes"),
        }));
        var findings = counts.Length > 0 ? $"; {counts}" : "";
        if (reading.Database is { } database)
            call.Out.Line($"{file}: {Units.Count(database.AllParameters.Count, "parameter", "parameters")}, {Units.Count(database.AllContainers.Count, "container", "containers")}, {Units.Count(database.AllCommands.Count, "command", "commands")}{findings}", reading.HasErrors ? "red" : "green");
        else
            call.Error.Line($"{file} cannot be read{findings}", "red");
    }
}
