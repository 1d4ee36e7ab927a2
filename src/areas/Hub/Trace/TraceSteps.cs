using Gantry.Api;

namespace Gantry.Hub;

/// <summary>What the rooms know of a file, as steps of its story.</summary>
internal static class TraceSteps
{
    public static IEnumerable<TraceStep> Of(Product p)
    {
        if (p.Metadata.OriginAt is { } origin)
            yield return new(origin, "origin", p.Source ?? "its sender", "first on the ground", p.Id, null);
        var scan = p.Scan == ScanState.Clean ? "clean" : "not scanned";
        var parent = p.Metadata.Text("parentIdentifier") is { } archive ? $"; it was taken out of {archive}" : "";
        yield return new(p.PublishedAt, "checked", "intake",
            $"SHA-256 {p.Blob.Digest}, MD5 {p.Blob.Md5}; malware: {scan}; type: {p.Type ?? "none"}; {p.Metadata.Attributes.Count} attributes{parent}", p.Id, null);
    }

    public static IEnumerable<TraceStep> Of(DeletedProduct p)
    {
        if (p.OriginAt is { } origin)
            yield return new(origin, "origin", "its sender", "first on the ground", p.Id, null);
    }

    public static TraceStep Of(string source, SeenFile file) => new(
        file.ModifiedAt ?? file.SeenAt, "source", source,
        $"lay at its source as {file.Path}; noted as {file.Outcome} at {Dates.Text(file.SeenAt)}{(file.Reason is { } reason ? $": {reason}" : "")}",
        Guid.TryParseExact(file.Product, "D", out var id) ? id : null, null);

    public static IEnumerable<TraceStep> Of(ArrivalRow row)
    {
        yield return new(row.Held.ArrivedAt, "arrived", row.Held.SentBy,
            $"{row.Held.Name}, {row.Held.Blob.SizeBytes} bytes{(row.Held.Parent is { } parent ? $", out of {parent.Name}" : "")}", row.Product, null);
        if (row.DecidedAt is { } decided)
            yield return new(decided, "decided", "intake", $"{row.State.Replace('_', ' ')}: {row.Why}", row.Product, null);
    }

    public static IEnumerable<TraceStep> Of(Delivery d)
    {
        yield return new(d.QueuedAt, "queued", d.Route.Subject, "to be sent by this route", d.Product, null);
        if (d.State is not DeliveryState.Delivered && d.Attempts > 0)
            yield return new(d.DueAt ?? d.QueuedAt, d.State.ToString().ToLowerInvariant(), d.Route.Subject, $"after {d.Attempts} attempts{(d.Reason is { } reason ? $": {reason}" : "")}", d.Product, null);
    }

    public static TraceStep Of(PushAttempt a) => new(
        a.At, a.Error is null ? "told" : "not_told", $"subscriptions/{a.Subscription}",
        $"{(a.Status is { } status ? $"answered {status}" : "no answer")} after {a.Duration.TotalMilliseconds:0} ms{(a.Error is { } error ? $": {error}" : "")}", a.Product, null);

    public static TraceStep Of(ProductTaken t) => new(
        t.FirstAt, "downloaded", t.Taker,
        $"{t.Completed} downloads, {t.Bytes} bytes{(t.Failed > 0 ? $", {t.Failed} broken off" : "")}; the last noted {Dates.Text(t.LastAt)}", t.Product, null);

    public static TraceStep Child(Product p) => new(p.PublishedAt, "child", p.Source ?? p.PutBy, $"{p.Name} was taken out of it", p.Id, null);
}
