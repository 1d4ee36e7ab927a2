namespace Gantry.Cli;

/// <summary>Ids as people copy them.</summary>
internal static class Ids
{
    public static Guid Read(string text) =>
        Guid.TryParseExact(text, "D", out var id) ? id : throw new UsageException($"'{text}' is not an ID such as 0199b2c3-7d4e-7f00-8000-000000000001; copy it from a list.");
}
