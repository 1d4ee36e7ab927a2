namespace Gantry.OData;

/// <summary>The functions by their OData names, and how many arguments each takes.</summary>
internal static class Functions
{
    private static readonly Dictionary<string, (Function Function, int Arguments)> _byName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["startswith"] = (Function.StartsWith, 2),
        ["endswith"] = (Function.EndsWith, 2),
        ["contains"] = (Function.Contains, 2),
        ["tolower"] = (Function.ToLower, 1),
        ["toupper"] = (Function.ToUpper, 1),
        ["length"] = (Function.Length, 1),
    };

    private static readonly Dictionary<string, Relation> _spatial = new(StringComparer.OrdinalIgnoreCase)
    {
        ["OData.CSC.Intersects"] = Relation.Intersects,
        ["OData.CSC.Within"] = Relation.Within,
        ["OData.CSC.Disjoints"] = Relation.Disjoints,
    };

    public static string Known => $"{string.Join(", ", _byName.Keys)}, {string.Join(", ", _spatial.Keys)}";

    public static bool TryFind(string name, out (Function Function, int Arguments) found) => _byName.TryGetValue(name, out found);

    public static bool TryFindSpatial(string name, out Relation relation) => _spatial.TryGetValue(name, out relation);

    public static string Word(Function function) => _byName.First(f => f.Value.Function == function).Key;
}
