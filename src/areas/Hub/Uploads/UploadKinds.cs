namespace Gantry.Hub;

/// <summary>What uploads in pieces tell the journal; what a whole one becomes is told as of any other arrival.</summary>
internal static class UploadKinds
{
    public static readonly EntryKind Begun = new("hub.upload_begun", "Somebody began to send a file in pieces. Data: name, sizeBytes.");
    public static readonly EntryKind Ended = new("hub.upload_ended", "An upload was given up or expired before all of it was there; its pieces are swept. Data: name, offsetBytes, sizeBytes, why.");

    public static IReadOnlyList<EntryKind> All { get; } = [Begun, Ended];
}
