using Gantry.OData;

namespace Gantry.Hub;

/// <summary>Which properties and navigations of a product are written.</summary>
internal sealed record ODataShape(IReadOnlyList<string> Select, IReadOnlyList<string> Expand)
{
    public static readonly ODataShape Whole = new([], []);

    // Those that other servers have: whoever asks for them here learns that there are none, and not that the question is wrong.
    private static readonly string[] _elsewhere = ["Assets", "Locations", "Nodes", "Datatake", "Orders"];

    public bool HasAttributes => Expand.Contains("Attributes") || Expand.Contains("*");

    public bool HasQuicklooks => Expand.Contains("Quicklooks") || Expand.Contains("*");

    public IEnumerable<string> Foreign => Expand.Where(_elsewhere.Contains);

    /// <summary>Relative and exact: acceptance checks in use compare the string.</summary>
    public string Context
    {
        get
        {
            string[] parts = [.. Select.Where(s => s != "*"), .. HasAttributes ? ["Attributes()"] : Array.Empty<string>(), .. HasQuicklooks ? ["Quicklooks()"] : Array.Empty<string>()];
            return "$metadata#Products" + (parts.Length == 0 ? "" : $"({string.Join(',', parts)})");
        }
    }

    public bool Writes(string property) => Select.Count == 0 || Select.Contains("*") || Select.Contains(property);

    public static ODataReading<ODataShape> Of(QueryOptions options)
    {
        foreach (var name in options.Expand)
        {
            if (name is not ("Attributes" or "Quicklooks" or "*") && !_elsewhere.Contains(name))
                return new ODataProblem(0, $"$expand: products have no navigation '{name}'; there are Attributes and Quicklooks");
        }
        foreach (var name in options.Select)
        {
            if (name != "*" && !ODataJson.Properties.Contains(name))
                return new ODataProblem(0, $"$select: products have no property '{name}'; there are {string.Join(", ", ODataJson.Properties)}");
        }
        return new ODataShape(options.Select, options.Expand);
    }
}
