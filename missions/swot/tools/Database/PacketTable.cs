using System.Xml.Linq;
using static Swot.DatabaseText;

namespace Swot;

/// <summary>
/// Packets and what is in them. A line that begins with <c>packet</c> begins one, <c>part</c> something that packets hold; the lines below
/// are entries: a parameter with its type, limits and description, or a name that stands for itself.
/// </summary>
internal sealed class PacketTable
{
    private readonly Dictionary<string, XElement> _parameters = new(StringComparer.Ordinal);
    private readonly List<XElement> _containers = [];

    public PacketTable(List<TableLine> lines, TypeTable types)
    {
        XElement? entries = null;
        foreach (var line in lines)
        {
            if (line[0].Split(' ', 2) is ["packet" or "part", var name])
            {
                entries = E("EntryList");
                _containers.Add(Container(line, name, line[0].StartsWith("part", StringComparison.Ordinal), entries));
            }
            else
            {
                (entries ?? throw line.Wrong("nothing is outside of a packet")).Add(Entry(line, types));
            }
        }
    }

    public IEnumerable<XElement> Parameters => _parameters.Values;

    public IEnumerable<XElement> Containers => _containers;

    // name | what it extends, * for nothing that stands alone | when | packets in a second | description
    private static XElement Container(TableLine line, string name, bool isPart, XElement entries)
    {
        var (extends, isAbstract) = line[1].EndsWith('*') ? (line[1].TrimEnd('*', ' '), true) : (line[1], false);
        return E(
            "SequenceContainer", A("name", name), isAbstract && !isPart ? A("abstract", "true") : null, A("shortDescription", line[4]),
            line[3].Length == 0 ? null : E("DefaultRateInStream", A("minimumValue", line[3]), A("maximumValue", line[3])), entries,
            extends.Length == 0 ? null : E("BaseContainer", A("containerRef", extends), line[2].Length == 0 ? null : E("RestrictionCriteria", Criteria.Of(line, line[2]))));
    }

    // [if …:] [COUNT times] name | type | limits | description
    private XElement Entry(TableLine line, TypeTable types)
    {
        var text = line[0];
        object?[] around = [];
        if (text.StartsWith("if ", StringComparison.Ordinal) && text.Split(':', 2) is [var when, var rest])
            (around, text) = ([E("IncludeCondition", Criteria.Of(line, when["if ".Length..].Trim()))], rest.Trim());
        if (text.Split(" times ", 2, StringSplitOptions.TrimEntries) is [var count, var what])
            return E("ContainerRefEntry", A("containerRef", what), E("RepeatEntry", E("Count", Criteria.Count(count))), around);
        if (text.StartsWith("part ", StringComparison.Ordinal))
            return E("ContainerRefEntry", A("containerRef", text["part ".Length..]), around);
        if (line[1].Length > 0 && !_parameters.TryAdd(text, E("Parameter", A("name", text), A("parameterTypeRef", types.OfParameter(line, text, line[1], line[2])), A("shortDescription", line[3]))))
            throw line.Wrong($"the parameter {text} has a type already");
        return E("ParameterRefEntry", A("parameterRef", text), around);
    }
}
