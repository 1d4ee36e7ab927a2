namespace Gantry.Cli;

/// <summary>A run's parameters as people write them: <c>days=30</c>.</summary>
internal static class RunParameters
{
    public static KeyValuePair<string, string> Read(string word) =>
        word.Split('=', 2) is [{ Length: > 0 } name, var value] ? new(name, value) : throw new UsageException($"'{word}' is no parameter; parameters are given as NAME=VALUE.");
}
