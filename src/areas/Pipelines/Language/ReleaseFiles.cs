namespace Gantry.Pipelines;

/// <summary>The paths of a mission folder or of a release: what steps may name.</summary>
internal sealed class ReleaseFiles(IEnumerable<string> paths)
{
    private static readonly char[] _between = [' ', '\t', '\n', '\r', '"', '\'', ';', '|', '&', '<', '>', '(', ')', '=', ':', ','];

    private readonly SortedSet<string> _paths = new(paths, StringComparer.Ordinal);

    /// <summary>The files that the words of a command name.</summary>
    public IEnumerable<string> NamedBy(IReadOnlyList<string> command) =>
        command.SelectMany(word => word.Split(_between, StringSplitOptions.RemoveEmptyEntries)).Select(Bare).Where(_paths.Contains).Distinct();

    /// <summary>Words that look like files of the folder's <c>steps/</c> and are none.</summary>
    public IEnumerable<string> MissingIn(IReadOnlyList<string> command) =>
        command.SelectMany(word => word.Split(_between, StringSplitOptions.RemoveEmptyEntries)).Select(Bare)
            .Where(word => word.StartsWith("steps/", StringComparison.Ordinal) && !word.EndsWith('/') && !_paths.Contains(word)).Distinct();

    /// <summary>The files that a declared path stands for: itself, or everything in the folder it names.</summary>
    public IReadOnlyList<string> Of(string path) => path.EndsWith('/')
        ? [.. _paths.GetViewBetween(path, path + '\uffff')]
        : _paths.Contains(path) ? [path] : [];

    public IEnumerable<string> All => _paths;

    private static string Bare(string word) => word.StartsWith("./", StringComparison.Ordinal) ? word[2..] : word;
}
