namespace Gantry.Delivery;

/// <summary>Everything Delivery refuses, and the way out of it.</summary>
internal static class DeliveryFaults
{
    public static Fault NoSuchMission(string mission) => new(FaultKind.Missing, "delivery.no_such_mission",
        $"There is no mission '{mission}'. 'gantry apply FOLDER' makes one.");

    public static Fault NoSuchRelease(string mission, string release) => new(FaultKind.Missing, "delivery.no_such_release",
        $"Mission '{mission}' has no release '{release}'. 'gantry releases {mission}' lists them.");

    public static Fault AmbiguousRelease(string mission, string release) => new(FaultKind.Invalid, "delivery.ambiguous_release",
        $"Several releases of '{mission}' begin with '{release}'; write more digits.");

    public static Fault FolderRefused(string mission, IReadOnlyList<Finding> findings) => new(FaultKind.Invalid, "delivery.folder_refused",
        $"The folder of mission '{mission}' has {(findings.Count == 1 ? "a mistake" : $"{findings.Count} mistakes")}: {findings[0]}") { Findings = findings };

    public static Fault BadArchive(string complaint) => new(FaultKind.Invalid, "delivery.bad_archive",
        $"The archive of the folder cannot be taken: {complaint}.");

    public static Fault WrongMission(string named, string declared) => new(FaultKind.Invalid, "delivery.wrong_mission",
        $"The folder's mission.yaml says it is '{declared}', but it was sent as '{named}'.");

    public static Fault OnlyDevIsApplied(string environment) => new(FaultKind.Conflict, "delivery.only_dev_is_applied",
        $"A folder is applied to dev only; {environment} is reached by promoting what stands below it.");

    public static Fault NothingBelow(string mission, string below) => new(FaultKind.Conflict, "delivery.nothing_below",
        $"Nothing stands in {below} of '{mission}', so there is nothing to promote.");

    public static Fault BottomRung(string environment) => new(FaultKind.Conflict, "delivery.bottom_rung",
        $"{environment} is the lowest rung: releases come there by 'gantry apply'.");

    public static Fault SkipsARung(string release, string below, string? standing) => new(FaultKind.Conflict, "delivery.skips_a_rung",
        $"Release {release} does not stand in {below} ({(standing is null ? "nothing does" : $"{standing} does")}), and no rung may be skipped. Promote it to {below} first.");

    public static Fault Moved(string environment, string expected, string? actual) => new(FaultKind.Conflict, "delivery.pointer_moved",
        $"{environment} does not point at {expected} any more but at {actual ?? "nothing"}: somebody moved it since you looked. Look again, then decide.");

    public static Fault Held(string mission, string environment, string reason) => new(FaultKind.Conflict, "delivery.held",
        $"{mission}/{environment} is held: {reason}. To move it all the same, lift the hold with the move (--lift-hold).");

    public static Fault NothingToGoBackTo(string mission, string environment) => new(FaultKind.Conflict, "delivery.nothing_to_go_back_to",
        $"No earlier release has stood in {mission}/{environment}.");

    public static Fault NeverStoodHere(string release, string mission, string environment) => new(FaultKind.Conflict, "delivery.never_stood_here",
        $"Release {release} has never stood in {mission}/{environment}; only what has stood there can be gone back to. 'gantry releases {mission}' shows what has.");

    public static Fault SweptMeanwhile() => new(FaultKind.Unavailable, "delivery.swept_meanwhile",
        "Old, unused copies of some files were removed while the folder arrived. Send it again.") { RetryAfter = TimeSpan.FromSeconds(1) };
}
