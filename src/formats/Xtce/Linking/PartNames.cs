using System.Globalization;
namespace Gantry.Xtce;

/// <summary>Goes from a name to a parameter, or to a part of one.</summary>
internal static class PartNames
{
    public static (Parameter Parameter, string Part, DataType Type)? Find(XtceDatabase database, string name)
    {
        var slash = name.LastIndexOf('/') + 1;
        var end = name.AsSpan(slash).IndexOfAny('.', '[');
        var (whole, part) = end < 0 ? (name, "") : (name[..(slash + end)], name[(slash + end)..]);
        return database.FindParameter(whole) is { } parameter && database.TypeOf(parameter) is { } type && Follow(database, type, part) is { } found ? (parameter, part, found) : null;
    }

    private static DataType? Follow(XtceDatabase database, DataType type, string way)
    {
        DataType? at = type;
        foreach (var step in way.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            at = at switch
            {
                AggregateType aggregate when aggregate.Members.FirstOrDefault(m => m.Name == step) is { } member => database.Resolve(member.Type),
                ArrayType array when step is ['[', .. var index, ']'] && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out _) => database.Resolve(array.Element),
                _ => null,
            };
        }
        return at;
    }
}
