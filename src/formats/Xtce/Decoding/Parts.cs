namespace Gantry.Xtce;

/// <summary>Goes from a value to a part of it.</summary>
internal static class Parts
{
    public static Found? Of(Value raw, Value value, DataType? type, ValueList<PathStep> path, XtceDatabase database)
    {
        for (var i = 0; i < path.Count && type is not null; i++)
        {
            switch (type)
            {
                case AggregateType aggregate when path[i].Member is { } name:
                    var at = Index(aggregate, name);
                    if (at < 0 || at >= value.AsMembers.Count || at >= raw.AsMembers.Count)
                        return null;
                    (raw, value, type) = (raw.AsMembers[at], value.AsMembers[at], database.Resolve(aggregate.Members[at].Type));
                    break;
                case ArrayType array when value.AsList is { } list:
                    // One step for each dimension.
                    var index = new int[list.Sizes.Count];
                    for (var d = 0; d < index.Length; d++)
                    {
                        if (i + d >= path.Count || path[i + d].Member is not null)
                            return null;
                        index[d] = path[i + d].Index;
                    }
                    i += index.Length - 1;
                    (raw, value, type) = (raw.AsList![index], list[index], database.Resolve(array.Element));
                    break;
                default:
                    return null;
            }
        }
        return value.Kind == ValueKind.None && raw.Kind == ValueKind.None ? null : new(raw, value, type);
    }

    private static int Index(AggregateType aggregate, string name)
    {
        for (var i = 0; i < aggregate.Members.Count; i++)
        {
            if (aggregate.Members[i].Name == name)
                return i;
        }
        return -1;
    }
}
