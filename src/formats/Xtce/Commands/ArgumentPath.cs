namespace Gantry.Xtce;

/// <summary>A reference to an argument or to a part of one: <c>mode</c>, <c>state.gain[2]</c>.</summary>
internal static class ArgumentPath
{
    /// <summary>The argument and the way to its part; null when there is no such argument. A whole name comes before a part.</summary>
    public static (string Name, ValueList<PathStep> Path)? Split(string reference, Func<string, bool> isArgument)
    {
        if (isArgument(reference))
            return (reference, []);
        foreach (var (whole, path) in NamePath.Split(reference))
        {
            if (isArgument(whole))
                return (whole, path);
        }
        return null;
    }
}
