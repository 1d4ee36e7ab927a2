namespace Gantry.Xtce;

/// <summary>The type at the end of a way into a value: a member for an aggregate, an index for each dimension of an array.</summary>
internal static class PathTypes
{
    public static DataType? Follow(DataType? type, ValueList<PathStep> path, Func<Reference<DataType>, DataType?> resolve)
    {
        for (var i = 0; i < path.Count && type is not null; i++)
        {
            switch (type)
            {
                case AggregateType aggregate when path[i].Member is { } name:
                    type = aggregate.Members.FirstOrDefault(m => m.Name == name) is { } member ? resolve(member.Type) : null;
                    break;
                case ArrayType array when path[i].Member is null:
                    var dimensions = Math.Max(1, array.Dimensions.Count > 0 ? array.Dimensions.Count : array.DimensionCount ?? 1);
                    if (i + dimensions > path.Count || path.Skip(i).Take(dimensions).Any(s => s.Member is not null))
                        return null;
                    i += dimensions - 1;
                    type = resolve(array.Element);
                    break;
                default:
                    return null;
            }
        }
        return type;
    }
}
