using Gantry.Api;

namespace Gantry.Security;

/// <summary>Grants as words, <c>role:mission:environment</c> with a star for any, and as they travel in JSON.</summary>
internal static class GrantText
{
    private const int MostGrants = 200;

    private static readonly Dictionary<string, Role> _roles =
        Enum.GetValues<Role>().ToDictionary(role => role.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    public static string Write(Grant grant) => $"{Write(grant.Role)}:{grant.Mission ?? "*"}:{grant.Environment ?? "*"}";

    public static string Write(Role role) => role.ToString().ToLowerInvariant();

    public static string? Write(IReadOnlyList<Grant>? grants) => grants is null ? null : string.Join(' ', grants.Select(Write));

    /// <summary>Reads what <see cref="Write(IReadOnlyList{Grant})"/> wrote.</summary>
    public static IReadOnlyList<Grant>? ReadList(string? text) =>
        text is null ? null : [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Read(word).OrThrow())];

    /// <summary>One word; what is left out at its end means any.</summary>
    public static Result<Grant> Read(string word)
    {
        var parts = word.Split(':');
        return parts.Length > 3
            ? SecurityFaults.BadGrant($"'{Shorten(word)}' is not role:mission:environment")
            : Read(parts[0], parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2));
    }

    public static Result<Grant> Read(string? role, string? mission, string? environment)
    {
        if (role is null || !_roles.TryGetValue(role, out var known))
            return SecurityFaults.BadGrant($"there is no role '{Shorten(role)}'; there are {string.Join(", ", _roles.Keys)}");
        if (mission is not (null or "*") && Names.WrongWith("mission", mission) is { } wrong)
            return SecurityFaults.BadGrant(wrong);
        if (environment is not (null or "*") && !Rungs.Exists(environment))
            return SecurityFaults.BadGrant($"there is no environment '{Shorten(environment)}'; there are {string.Join(", ", Rungs.All)}");
        return new Grant(known, mission is "*" ? null : mission, environment is "*" ? null : environment);
    }

    /// <summary>A list from JSON, each grant once.</summary>
    public static Result<IReadOnlyList<Grant>> Read(IReadOnlyList<GrantView> views)
    {
        if (views.Count > MostGrants)
            return SecurityFaults.BadGrant($"{views.Count} grants are too many; the most is {MostGrants}");
        var grants = new List<Grant>(views.Count);
        foreach (var view in views)
        {
            if (view is null)
                return SecurityFaults.BadGrant("a grant is not null");
            if (!Read(view.Role, view.Mission, view.Environment).TryGet(out var grant, out var fault))
                return fault;
            if (!grants.Contains(grant))
                grants.Add(grant);
        }
        return grants;
    }

    public static IReadOnlyList<GrantView> View(IReadOnlyList<Grant> grants) =>
        [.. grants.Select(g => new GrantView(Write(g.Role), g.Mission, g.Environment))];

    private static string? Shorten(string? text) => text is { Length: > 64 } ? text[..64] + "…" : text;
}
