namespace Gantry.Hub;

/// <summary>A file that comes in pieces, and how far it has come.</summary>
internal sealed record Upload(
    Guid Id, string Mission, string Environment, string Name, long SizeBytes, string SentBy, DateTimeOffset BegunAt, DateTimeOffset ExpiresAt)
{
    public long OffsetBytes { get; init; }

    public int Parts { get; init; }

    /// <summary>What its sender says of the whole.</summary>
    public Expected Expected { get; init; } = Expected.Nothing;

    /// <summary>As it was sent; clients want it back.</summary>
    public string Metadata { get; init; } = "";

    public string State { get; init; } = UploadState.Open;

    /// <summary>Why making a product of it has not succeeded yet.</summary>
    public string? Why { get; init; }

    public UploadOutcome? Outcome { get; init; }

    public Scope Scope => new(Mission, Environment);

    public string Subject => $"uploads/{Id}";

    public string Address => $"/api/v1/missions/{Mission}/environments/{Environment}/uploads/{Id}";

    public Api.UploadView View() => new(
        Id, Mission, Environment, Name, State, SizeBytes, OffsetBytes, BegunAt, ExpiresAt, Outcome?.Received?.Hex, Outcome?.Product,
        State == UploadState.Waiting ? Outcome?.Held : null, Why, Outcome?.Fault is { } fault
            ? new() { Status = Web.Faults.Status(fault.Kind), Code = fault.Code, Detail = fault.Message }
            : null);
}

/// <summary>The stages of an upload.</summary>
internal static class UploadState
{
    public const string Open = "open";
    public const string Received = "received";
    public const string Published = "published";
    public const string AlreadyThere = "already_there";
    public const string Waiting = "waiting";
    public const string Quarantined = "quarantined";
    public const string Refused = "refused";
}

/// <summary>What became of an upload: the same as of a put.</summary>
internal sealed record UploadOutcome(string State)
{
    public string? Product { get; init; }

    /// <summary>The arrival that waits, or the file in quarantine.</summary>
    public Guid? Held { get; init; }

    public Digest? Received { get; init; }

    public Fault? Fault { get; init; }

    public static UploadOutcome Of(Result<Taken> result) => !result.TryGet(out var taken, out var fault)
        ? new(UploadState.Refused) { Fault = fault }
        : taken switch
        {
            Taken.AsProduct made => new(UploadState.Published) { Product = made.Product.Name, Received = made.Received },
            Taken.AlreadyThere there => new(UploadState.AlreadyThere) { Product = there.Product.Name, Received = there.Received },
            Taken.Waiting waiting => new(UploadState.Waiting) { Held = waiting.Id },
            Taken.InQuarantine refused => new(UploadState.Quarantined) { Held = refused.Id, Fault = QuarantineFaults.Told(refused.Why, refused.Id) },
            _ => throw new InvalidOperationException($"Nobody knows how to answer {taken}."),
        };
}

/// <summary>A piece of an upload that is in the lake.</summary>
internal sealed record UploadPart(long OffsetBytes, Blob Blob);
