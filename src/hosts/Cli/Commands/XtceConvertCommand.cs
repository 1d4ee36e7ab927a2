using System.CommandLine;
using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>Writes a database again, in a version of choice.</summary>
internal sealed class XtceConvertCommand : Verb
{
    private readonly Argument<string> _file = new("FILE") { Description = "The XTCE file." };
    private readonly Option<string> _version = new("--version") { Description = "1.1, 1.2 or 1.3. What 1.1 has no place for is told, a line for each; what would decode otherwise is refused.", HelpName = "VERSION", DefaultValueFactory = _ => "1.2" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The file it is written to; '-' for standard output.", HelpName = "FILE", DefaultValueFactory = _ => "-" };

    public XtceConvertCommand() : base("convert", "Write an XTCE file again, in another version of the standard.")
    {
        _version.AcceptOnlyFromAmong("1.1", "1.2", "1.3");
        Add(_file);
        Add(_version);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples => ["gantry xtce convert flight-1.1.xml -o flight.xml", "gantry xtce convert --version 1.3 flight-1.1.xml -o flight.xml", "gantry xtce convert --version 1.1 mission.xml -o old.xml"];

    public override async Task<int> RunAsync(Call call)
    {
        var reading = DatabaseFile.Read(call.Get(_file), XtceOptions.Default);
        // What could not be read would be missing from what is written, without a word.
        if (reading.Database is not { } database || reading.HasErrors)
        {
            throw new FaultException(new(FaultKind.Invalid, "xtce.not_whole", $"{call.Get(_file)} has errors, and what cannot be read would be lost in writing. Mend these first.")
            {
                Findings = [.. reading.Diagnostics.Where(d => d.Severity == Severity.Error).Take(20).Select(d => new Finding(d.File, d.Line, d.Column, $"{d.Code}: {d.Sentence}"))],
            });
        }
        using var written = new MemoryStream();
        var told = XtceWriter.Write(database.Root, written, call.Get(_version) switch { "1.1" => XtceVersion.V11, "1.3" => XtceVersion.V13, _ => XtceVersion.V12 }, call.Get(_file)!);
        if (told.Any(d => d.Severity == Severity.Error))
        {
            throw new FaultException(new(FaultKind.Invalid, "xtce.not_sayable", $"{call.Get(_file)} says what XTCE {call.Get(_version)} cannot say; nothing was written.")
            {
                Findings = [.. told.Where(d => d.Severity == Severity.Error).Take(20).Select(d => new Finding(d.File, d.Line, d.Column, $"{d.Code}: {d.Sentence}"))],
            });
        }
        foreach (var one in told)
            call.Error.Line(one.ToString(), "yellow");
        written.Position = 0;
        var again = DatabaseDiff.Compare(database, XtceReader.Read(written, "written", XtceOptions.Default).Database!);
        written.Position = 0;
        if (call.Get(_output) is "-")
        {
            if (call.IsJson)
                throw new UsageException("--json and '--output -' both want standard output.");
            await using var output = call.Terminal.OpenOut();
            await written.CopyToAsync(output, call.Ct);
            return ExitCode.Done;
        }
        var file = call.Get(_output)!;
        await File.WriteAllBytesAsync(file + ".part", written.ToArray(), call.Ct);
        File.Move(file + ".part", file, overwrite: true);
        call.Show(new { Output = file, Version = call.Get(_version), Bytes = written.Length, Told = told.Count, Differences = again.Changes.Count }, _ =>
        {
            foreach (var change in again.Changes)
                call.Error.Line($"not kept: {change}", "yellow");
            call.Out.Line($"{file}: XTCE {call.Get(_version)}, {Units.Size(written.Length)}{(again.Changes.Count == 0 ? ", says the same" : "")}", "green");
        });
        return ExitCode.Done;
    }
}
