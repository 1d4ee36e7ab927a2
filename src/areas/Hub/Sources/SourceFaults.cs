namespace Gantry.Hub;

/// <summary>What is refused of sources, and the way out of it.</summary>
internal static class SourceFaults
{
    public static Fault NoSuchSource(SourceKey key) => new(FaultKind.Missing, "hub.no_such_source",
        $"There is no source '{key.Name}' in {key.Scope}. A file in sources/ of the mission's folder declares it, and its 'environments' must name {key.Environment}.");

    public static Fault NoSuchState(string state) => new(FaultKind.Invalid, "hub.no_such_file_state",
        $"'{state}' is no state of a source's file: {string.Join(", ", FileOutcome.Askable)} are.");

    public static Fault NotWorking(SourceKey key) => new(FaultKind.Conflict, "hub.source_not_working",
        $"The source '{key.Name}' does not work in {key.Scope} any more: the release that stands there does not declare it for {key.Environment}.");

    public static Fault UnexpectedType(string name, string? type, IReadOnlyList<string> expected) => new(FaultKind.Invalid, "hub.unexpected_type",
        $"'{name}' is {(type is null ? "of no known type" : $"of type {type}")}, and its source gives only {string.Join(", ", expected)}. Say so in the source's 'types', or do not take it by 'ignore'.");

    public static Fault FolderNotAllowed(string folder) => new(FaultKind.Denied, "hub.source_folder_not_allowed",
        $"This server lets no mission read {folder}: it lies below none of its setting sources.folders, or behind a link. Whoever runs the server can add it there.");

    public static Fault UnreadableSecret(string name, string why) => new(FaultKind.Unavailable, "hub.secret_unreadable",
        $"The secret '{name}' cannot be opened: {why}");

    public static Fault NoSuchSecret(SourceKey key, string secret) => new(FaultKind.Missing, "hub.no_such_secret",
        $"The source '{key.Name}' wants the secret '{secret}', and {key.Scope} has none of that name. Set it there.");
}
