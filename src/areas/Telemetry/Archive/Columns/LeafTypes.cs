using System.Text.RegularExpressions;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>What the values of a leaf are, found by its name as decoders write it: <c>/m/battery.cell[3]</c>.</summary>
internal static partial class LeafTypes
{
    public static DataType? Of(XtceDatabase database, Parameter parameter, string name)
    {
        var type = database.TypeOf(parameter);
        foreach (Match step in Steps().Matches(name[parameter.QualifiedName.Length..]))
            type = step.ValueSpan[0] == '.' ? MemberOf(database, type, step.Value[1..]) : ItemOf(database, type);
        return type;
    }

    private static DataType? MemberOf(XtceDatabase database, DataType? type, string name) =>
        type is AggregateType aggregate && aggregate.Members.FirstOrDefault(m => m.Name == name) is { } member ? database.Resolve(member.Type) : null;

    // One array of two dimensions is written as two of one are.
    private static DataType? ItemOf(XtceDatabase database, DataType? type)
    {
        while (type is ArrayType array)
            type = database.Resolve(array.Element);
        return type;
    }

    [GeneratedRegex(@"\.[^.\[#]+|(\[[^\]]*\])+")]
    private static partial Regex Steps();
}
