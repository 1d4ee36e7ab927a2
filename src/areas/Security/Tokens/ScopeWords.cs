namespace Gantry.Security;

/// <summary>The <c>scope</c> parameter: words <c>role:mission:environment</c> that narrow a token.</summary>
internal static class ScopeWords
{
    private const int Most = 50;

    // OpenID clients send these without being asked; they name nothing that could be narrowed to.
    private static readonly string[] _meaningless = ["openid", "profile", "email", "offline_access"];

    /// <summary>The narrowing a client wishes for; null when it wishes for none.</summary>
    public static Result<List<Grant>?> Read(string? scope)
    {
        if (scope is null)
            return (List<Grant>?)null;
        var words = scope.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(_meaningless, StringComparer.Ordinal).ToList();
        if (words.Count > Most)
            return SecurityFaults.InvalidScope($"{words.Count} words are too many; the most is {Most}");
        var grants = new List<Grant>();
        foreach (var word in words)
        {
            if (!GrantText.Read(word).TryGet(out var grant, out var fault))
                return SecurityFaults.InvalidScope(fault.Message);
            grants.Add(grant);
        }
        return grants.Count == 0 ? (List<Grant>?)null : grants;
    }
}
