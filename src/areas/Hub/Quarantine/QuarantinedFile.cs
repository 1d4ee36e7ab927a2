using Gantry.Api;

namespace Gantry.Hub;

/// <summary>A refused arrival, and why.</summary>
/// <param name="Held">The arrival; its digest means nothing where no bytes were kept.</param>
/// <param name="HasBytes">Whether its bytes were kept.</param>
/// <param name="Code">The code of the fault it was refused with.</param>
/// <param name="Reason">The fault's words: the evidence.</param>
/// <param name="RefusedAt">When.</param>
internal sealed record QuarantinedFile(HeldArrival Held, bool HasBytes, string Code, string Reason, DateTimeOffset RefusedAt)
{
    public Guid Id => Held.Id;

    public string Name => Held.Name;

    public bool IsInfected => Code == "hub.infected";

    public string Subject => $"quarantine/{Id}";

    public string? Sha256 => HasBytes ? Held.Blob.Digest.Hex : null;

    public QuarantinedView View() => new(
        Id, Held.Mission, Held.Environment, Name, Code, Reason, Sha256, HasBytes ? Held.Blob.Md5 : null, Held.Blob.SizeBytes,
        Held.Source, Held.SentBy, Held.Parent?.Name, Held.ArrivedAt, RefusedAt);
}
