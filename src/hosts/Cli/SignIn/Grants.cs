using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Grants as they are written: <c>role</c>, <c>role:mission</c> or <c>role:mission:environment</c>, a star for any.</summary>
internal static class Grants
{
    public static GrantView Read(string text)
    {
        var parts = text.Split(':');
        return parts.Length <= 3 && parts.All(p => p.Length > 0)
            ? new(parts[0], Part(1), Part(2))
            : throw new UsageException($"'{text}' is not a grant; write role:mission:environment, such as operator:neo:ops or viewer:*:*.");

        string? Part(int index) => index < parts.Length && parts[index] != "*" ? parts[index] : null;
    }

    public static IReadOnlyList<GrantView> Read(IEnumerable<string>? texts) => [.. (texts ?? []).Select(Read)];

    public static string Text(GrantView grant) => $"{grant.Role}:{grant.Mission ?? "*"}:{grant.Environment ?? "*"}";

    public static string Text(IEnumerable<GrantView>? grants) =>
        string.Join(' ', (grants ?? []).Select(Text)) is { Length: > 0 } text ? text : "-";
}
