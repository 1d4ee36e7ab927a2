namespace Gantry.Security;

/// <summary>Whether one set of grants lies within another.</summary>
internal static class GrantLimits
{
    /// <summary>The first grant that would allow something the caller may not do; null when there is none.</summary>
    /// <remarks>
    /// Judged act by act, so an operator may make a viewer's token. A limit on any mission or environment needs one grant
    /// on any, not a list of all there are today: the next mission would not be in the list.
    /// </remarks>
    public static Grant? FirstBeyond(IReadOnlyList<Grant> wanted, IReadOnlyList<Grant> own, IReadOnlyList<Grant>? narrowing) =>
        wanted.FirstOrDefault(grant => !Within(grant, own) || (narrowing is not null && !Within(grant, narrowing)));

    private static bool Within(Grant wanted, IReadOnlyList<Grant> own) =>
        own.Any(o => Reaches(o, wanted) && o.Role == wanted.Role)
        || Act.All.Where(act => act.Roles.Contains(wanted.Role))
            .All(act => own.Any(o => act.Roles.Contains(o.Role) && Reaches(o, wanted)));

    private static bool Reaches(Grant own, Grant wanted) =>
        (own.Mission is null || own.Mission == wanted.Mission)
        && (own.Environment is null || own.Environment == wanted.Environment);
}
