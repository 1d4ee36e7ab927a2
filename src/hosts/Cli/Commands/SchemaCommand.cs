using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Writes the JSON Schemas of a mission folder's parts, for editors.</summary>
internal sealed class SchemaCommand : Verb
{
    private readonly Argument<string> _folder = new("FOLDER") { Description = "Where to write them." };

    public SchemaCommand() : base("schema", "Write the JSON Schemas of a mission folder's files, for editors.") => Add(_folder);

    public override IReadOnlyList<string> Examples => ["gantry schema .schemas", "gantry schema ~/.config/gantry/schemas"];

    public override async Task<int> RunAsync(Call call)
    {
        var folder = call.Get(_folder);
        Directory.CreateDirectory(folder);
        var written = new List<WrittenSchema>();
        foreach (var part in Server.Areas.Parts)
        {
            var file = Path.Combine(folder, $"{part.SchemaName}.schema.json");
            await File.WriteAllTextAsync(file, part.JsonSchema + "\n", call.Ct);
            written.Add(new(part.Path, file));
        }
        call.Show(new { Schemas = written }, _ =>
        {
            call.Out.Table(["PART", "SCHEMA"], written.Select(w => (string?[])[w.Part, w.File]));
            call.Out.Line("Editors with a YAML language server take a first line such as:");
            call.Out.Line($"  # yaml-language-server: $schema={Path.GetFullPath(written[0].File)}");
        });
        return ExitCode.Done;
    }

    private sealed record WrittenSchema(string Part, string File);
}
