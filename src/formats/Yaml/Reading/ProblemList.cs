namespace Gantry.Yaml;

/// <summary>Gathers the problems of one file, up to as many as anybody would read.</summary>
internal sealed class ProblemList(string file)
{
    // A hostile file can be wrong in a hundred thousand places; the first hundred say enough.
    private const int Most = 100;

    private readonly List<YamlProblem> _problems = [];

    public bool Any => _problems.Count > 0;

    public bool IsFull => _problems.Count >= Most;

    public void Add(YamlNode at, string message) => Add(at.Line, at.Column, message);

    public void Add(int line, int column, string message)
    {
        if (!IsFull)
            _problems.Add(new(file, line, column, message));
    }

    public void AddRange(IEnumerable<YamlProblem> problems) => _problems.AddRange(problems.Take(Most - _problems.Count));

    /// <summary>Problems gathered on the side, to be kept or dropped as a whole.</summary>
    public ProblemList Aside() => new(file);

    public IReadOnlyList<YamlProblem> InOrder() => [.. _problems.OrderBy(p => p.Line).ThenBy(p => p.Column)];
}
