using System.Xml.Linq;

namespace Swot;

/// <summary>The types of values: name, wire, unit, calibration, alarms, valid range, description.</summary>
internal sealed class TypeTable
{
    private readonly Dictionary<string, TableLine> _lines = new(StringComparer.Ordinal);
    private readonly List<XElement> _own = [];
    private readonly HashSet<string> _arguments = new(StringComparer.Ordinal);

    public TypeTable(List<TableLine> lines)
    {
        foreach (var line in lines)
        {
            if (!_lines.TryAdd(line[0], line))
                throw line.Wrong($"the type {line[0]} stands in line {_lines[line[0]].Number} already");
        }
    }

    public IEnumerable<XElement> Telemetry => _lines.Values.Select(l => TypeText.Of(l, l[0], l[4], "Parameter")).Concat(_own);

    /// <summary>Those that arguments of commands have.</summary>
    public IEnumerable<XElement> Arguments => _lines.Values.Where(l => _arguments.Contains(l[0])).Select(l => TypeText.Of(l, l[0], "", "Argument"));

    public string OfArgument(TableLine line, string type)
    {
        Find(line, type);
        _arguments.Add(type);
        return type;
    }

    /// <summary>The type of a parameter: one of the table, or one with limits of its own.</summary>
    public string OfParameter(TableLine line, string parameter, string type, string alarms)
    {
        var found = Find(line, type);
        if (alarms.Length == 0)
            return type;
        _own.Add(TypeText.Of(found, parameter + "_Type", alarms, "Parameter"));
        return parameter + "_Type";
    }

    private TableLine Find(TableLine line, string type) => _lines.GetValueOrDefault(type) ?? throw line.Wrong($"there is no type {type}");
}
