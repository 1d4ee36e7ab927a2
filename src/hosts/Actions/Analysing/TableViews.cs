using System.Buffers;
using Gantry.DuckDb;

namespace Gantry.Actions;

/// <summary>Inputs as views, named after them.</summary>
internal static class TableViews
{
    private static readonly SearchValues<char> _patterns = SearchValues.Create("*?[]{}");

    /// <summary>Makes the views, and says which files they read.</summary>
    public static IReadOnlyList<string> Make(DuckSession session, ActionOrder order, IReadOnlyDictionary<string, ReadAs> read)
    {
        if (read.Keys.FirstOrDefault(name => !order.Inputs.ContainsKey(name)) is { } unknown)
            throw new ActionMisusedException($"'read' speaks of '{unknown}', which is no input; there are {string.Join(", ", order.Inputs.Keys)}");
        var files = new List<string>();
        foreach (var (name, input) in order.Inputs)
        {
            if (input.Files.Count == 0)
                continue;
            var list = input.Files.Select(file => Plain(order, file)).ToList();
            files.AddRange(list);
            try
            {
                session.Execute($"create view {Sql.Name(name)} as select * from {Reader(name, input, list, read.GetValueOrDefault(name) ?? new())}");
            }
            catch (DuckDbException e)
            {
                throw new ActionRefusedException($"the input '{name}' cannot be read: {e.Message}");
            }
        }
        return files;
    }

    private static string Reader(string name, ActionInput input, IReadOnlyList<string> files, ReadAs how)
    {
        var list = $"[{string.Join(", ", files.Select(Sql.Text))}]";
        // Rows of several files would not know any more where they came from.
        var many = input.IsFolder ? ", union_by_name = true, filename = true" : "";
        var kinds = input.Files.Select(f => how.Format ?? FileKinds.Of(f)).Distinct().ToList();
        if (kinds is not [{ } kind])
            throw new ActionRefusedException(kinds.Count > 1
                ? $"the input '{name}' has files of several kinds; say with read: {{ {name}: {{ format: csv }} }} how they are read, or give it one kind"
                : $"what {Path.GetFileName(input.Files[0])} is cannot be told by its name; say read: {{ {name}: {{ format: csv }} }} (or json, parquet)");
        return kind switch
        {
            FileKind.Parquet => $"read_parquet({list}{many})",
            FileKind.Json => $"read_json({list}{many}{Types("columns", how.Types)}, maximum_object_size = 67108864)",
            _ => $"read_csv({list}{many}{(how.Delimiter is { } delimiter ? $", delim = {Sql.Text(delimiter)}" : "")}{(how.Header is { } header ? $", header = {(header ? "true" : "false")}" : "")}{Types("types", how.Types)})",
        };
    }

    private static string Types(string option, Dictionary<string, string>? types) =>
        types is null || types.Count == 0 ? "" : $", {option} = {{{string.Join(", ", types.Select(t => $"{Sql.Text(t.Key)}: {Sql.Text(t.Value)}"))}}}";

    // Letters that stand for any file in a list of files are taken literally by giving the file another name.
    private static string Plain(ActionOrder order, string file)
    {
        if (!file.AsSpan().ContainsAny(_patterns))
            return file;
        var link = Path.Combine(order.TemporaryFolder, $"{Guid.CreateVersion7():N}{Path.GetExtension(file)}");
        File.CreateSymbolicLink(link, Path.GetFullPath(file));
        return link;
    }
}
