namespace Gantry.Hub;

/// <summary>What punctuality tells the journal: once when it changes, however often it is looked at.</summary>
internal static class PunctualityKinds
{
    public static readonly EntryKind FellBehind = new("hub.type_behind", "Products of a type are missing or come late, by its 'expected' and 'timeliness'. Data: type, reason, published, due, late.");
    public static readonly EntryKind CaughtUp = new("hub.type_caught_up", "A type that was behind is on time again. Data: type, behindSince, published, due, late.");

    public static IReadOnlyList<EntryKind> All { get; } = [FellBehind, CaughtUp];
}
