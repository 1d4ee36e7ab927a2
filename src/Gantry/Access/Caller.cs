namespace Gantry;

/// <summary>A role in a mission and an environment; null means any.</summary>
public sealed record Grant(Role Role, string? Mission, string? Environment)
{
    /// <summary>Whether the grant reaches a scope. What belongs to no mission is reached only by a grant on all of them,
    /// what belongs to a mission as a whole by a grant on any of its environments.</summary>
    public bool Covers(Scope scope) =>
        scope.Mission is null
            ? Mission is null && Environment is null
            : (Mission is null || Mission == scope.Mission)
              && (scope.Environment is null || Environment is null || Environment == scope.Environment);
}

/// <summary>Who is asking, and what they may do: the person's grants, narrowed by what the token was made for.</summary>
/// <param name="Id">The principal.</param>
/// <param name="Name">Its name, as the journal writes it.</param>
/// <param name="Grants">What it was granted.</param>
/// <param name="Narrowing">What the token it came with is limited to; null when it is not limited.</param>
public sealed record Caller(Guid Id, string Name, IReadOnlyList<Grant> Grants, IReadOnlyList<Grant>? Narrowing = null)
{
    /// <summary>Whether the caller may do this there.</summary>
    public bool May(Act act, Scope scope) =>
        Allows(Grants, act, scope) && (Narrowing is null || Allows(Narrowing, act, scope));

    /// <summary>Whether the caller may do this anywhere at all.</summary>
    public bool MaySomewhere(Act act) => ScopesFor(act).Count > 0;

    /// <summary>Where the caller may do this, as scopes that may be wildcards; for filters in queries.</summary>
    public IReadOnlyList<Scope> ScopesFor(Act act)
    {
        var own = Grants.Where(g => act.Roles.Contains(g.Role)).Select(g => new Scope(g.Mission, g.Environment)).ToList();
        if (Narrowing is null)
            return own;
        var limits = Narrowing.Where(g => act.Roles.Contains(g.Role)).Select(g => new Scope(g.Mission, g.Environment)).ToList();
        return [.. own.SelectMany(scope => limits.Select(limit => Meet(scope, limit))).OfType<Scope>().Distinct()];
    }

    private static bool Allows(IReadOnlyList<Grant> grants, Act act, Scope scope)
    {
        foreach (var grant in grants)
        {
            if (grant.Covers(scope) && act.Roles.Contains(grant.Role))
                return true;
        }
        return false;
    }

    private static Scope? Meet(Scope a, Scope b)
    {
        if (a.Mission is not null && b.Mission is not null && a.Mission != b.Mission)
            return null;
        if (a.Environment is not null && b.Environment is not null && a.Environment != b.Environment)
            return null;
        return new(a.Mission ?? b.Mission, a.Environment ?? b.Environment);
    }
}
