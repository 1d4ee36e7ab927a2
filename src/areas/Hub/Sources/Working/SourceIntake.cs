namespace Gantry.Hub;

/// <summary>What became of a file that was handed to the intake.</summary>
/// <param name="Outcome">One of <see cref="FileOutcome"/>.</param>
/// <param name="Reason">Why it was not taken; null when it was.</param>
internal sealed record Handed(string Outcome, string? Reason)
{
    /// <summary>The product it became, or is already.</summary>
    public string? Product { get; init; }

    public long SizeBytes { get; init; }

    /// <summary>How long the intake asks to wait before it is handed the file again.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>Hands files of sources to the intake: the one place where the two rooms meet.</summary>
internal sealed class SourceIntake(ProductIntake intake, TypeBook types, IMissionReleases releases)
{
    public async Task<Handed> HandAsync(SourceKey key, SourceDeclaration source, SourceFile file, Stream content, CancellationToken ct)
    {
        if (await WrongTypeAsync(key, source, file, ct) is { } unexpected)
            return new(FileOutcome.Failed, unexpected.Message);
        var arrival = new Arrival(key.Mission, key.Environment, file.Name, content, file.Expected, $"source:{key.Name}")
        {
            Source = key.Name, OriginAt = file.OriginAt ?? file.ModifiedAt,
        };
        if (!(await intake.AcceptAsync(arrival, ct)).TryGet(out var taken, out var fault))
            return new(MayPass(fault) ? FileOutcome.Later : FileOutcome.Failed, fault.Message) { RetryAfter = fault.RetryAfter };
        return taken switch
        {
            Taken.AsProduct made => TakenAs(made.Product),
            Taken.AlreadyThere known => TakenAs(known.Product),
            Taken.InQuarantine refused => new(FileOutcome.Quarantined, $"{refused.Why.Message} It waits in quarantine as {refused.Id}."),
            // The bytes are in the lake and the intake does not forget them: the source is done with it.
            Taken.Waiting waiting => new(FileOutcome.Taken, waiting.Why),
            _ => throw new InvalidOperationException($"There is no such outcome as {taken}."),
        };
    }

    private static Handed TakenAs(Product product) =>
        new(FileOutcome.Taken, null) { Product = product.Id.ToString(), SizeBytes = product.Blob.SizeBytes };

    private async Task<Fault?> WrongTypeAsync(SourceKey key, SourceDeclaration source, SourceFile file, CancellationToken ct)
    {
        if (source.Types.Count == 0 || await releases.StandingAsync(key.Mission, key.Environment, ct) is not { } release)
            return null;
        var type = (await types.OfAsync(release, ct)).Recognise(file.Name)?.Name;
        return type is not null && source.Types.Contains(type) ? null : SourceFaults.UnexpectedType(file.Name, type, source.Types);
    }

    // A file of another length than was announced was mostly still being written, or was replaced.
    private static bool MayPass(Fault fault) =>
        fault.Kind is FaultKind.Unavailable or FaultKind.Exhausted || fault.Code is "hub.checksum_mismatch" or "hub.nothing_stands";
}
