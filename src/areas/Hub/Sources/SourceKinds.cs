namespace Gantry.Hub;

/// <summary>What sources tell the journal.</summary>
internal static class SourceKinds
{
    public static readonly EntryKind Started = new("hub.source_started", "A source works in an environment from now on, because the release that stands there declares it. Data: kind, place.");
    public static readonly EntryKind Stopped = new("hub.source_stopped", "A source works there no more: no release that stands there declares it. Data: kind, place.");
    public static readonly EntryKind Unreachable = new("hub.source_unreachable", "A source could not be looked at; told once, until it can be again. Data: place, reason.");
    public static readonly EntryKind Reachable = new("hub.source_reachable", "A source that was unreachable can be looked at again. Data: place, unreachableSince.");
    public static readonly EntryKind Paused = new("hub.source_paused", "Somebody paused a source.");
    public static readonly EntryKind Resumed = new("hub.source_resumed", "Somebody let a paused source go on.");
    public static readonly EntryKind FileFailed = new("hub.source_file_failed", "A file of a source was put aside: it could not be taken, and will not be tried again by itself. Data: path, reason, rounds.");
    public static readonly EntryKind FilesRetried = new("hub.source_files_retried", "Somebody had files that were put aside tried again. Data: count, path where it was one.");

    public static IReadOnlyList<EntryKind> All { get; } =
        [Started, Stopped, Unreachable, Reachable, Paused, Resumed, FileFailed, FilesRetried];
}
