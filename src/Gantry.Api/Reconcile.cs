namespace Gantry.Api;

/// <summary>Compares catalogue, lake and sources of an environment.</summary>
/// <param name="Deep">Whether the bytes of every product are read and their SHA-256 compared.</param>
/// <param name="Repair">Whether what is safe is repaired.</param>
public sealed record ReconcileRequest(bool Deep = false, bool Repair = false);

/// <summary>A comparison of catalogue, lake and sources: how far it is, and what it found.</summary>
/// <param name="State"><c>waiting</c>, <c>running</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Stage">What it looks at now: <c>bytes</c>, <c>lake</c>, <c>taken</c>, <c>sources</c>, <c>tally</c> or <c>attributes</c>.</param>
/// <param name="Looked">How many things each stage has looked at.</param>
/// <param name="Found">What was found, by kind.</param>
/// <param name="Fault">Why it failed.</param>
public sealed record ReconciliationView(
    Guid Id, string Mission, string Environment, string State, bool Deep, bool Repair, string AskedBy, DateTimeOffset AskedAt,
    DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Stage, IReadOnlyDictionary<string, long> Looked, IReadOnlyList<FoundView> Found, string? Fault);

/// <summary>How many discrepancies of one kind there are, and how many of them were repaired.</summary>
/// <param name="Meaning">What the kind means, and what to do about those that are left.</param>
/// <param name="IsWrong">Whether something is wrong; else it comes right by itself.</param>
public sealed record FoundView(string Kind, long Count, long Repaired, bool IsWrong, string Meaning);

/// <summary>One thing that does not fit. Of each kind the first thousand are kept.</summary>
/// <param name="Name">The product, file, blob or day it is about.</param>
public sealed record DiscrepancyView(long Number, string Kind, string Name, string Detail, bool Repaired);
