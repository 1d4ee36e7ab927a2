namespace Gantry.Pipelines;

/// <summary>An action that comes with Gantry.</summary>
internal sealed record BuiltIn(string Name, Func<Step, IEnumerable<string>> WrongWith)
{
    private static readonly IReadOnlyList<BuiltIn> _all = [];

    public static IEnumerable<string> Names => _all.Select(a => a.Name);

    public static BuiltIn? Find(string name) => _all.FirstOrDefault(a => a.Name == name);
}
