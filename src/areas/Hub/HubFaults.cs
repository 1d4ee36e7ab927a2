namespace Gantry.Hub;

/// <summary>Everything the Hub refuses, and the way out of it.</summary>
internal static class HubFaults
{
    public static Fault BadName(string complaint) => new(FaultKind.Invalid, "hub.bad_name",
        $"This name cannot be taken: {complaint}.");

    public static Fault NothingStands(string mission, string environment) => new(FaultKind.Conflict, "hub.nothing_stands",
        $"No release of a mission '{mission}' stands in {environment}, so no types are known there. Apply the mission's folder and promote it to {environment} first.");

    public static Fault UnknownType(string name, string mission, IEnumerable<string> types) => new(FaultKind.Invalid, "hub.unknown_type",
        $"No type of mission '{mission}' recognises the name '{name}'. Its types are {string.Join(", ", types.DefaultIfEmpty("none yet"))}; a pattern in types.yaml must match the whole name, or 'unrecognised: keep' be set there.");

    public static Fault ChecksumMismatch(string name, ChecksumMismatchException e) => new(FaultKind.Invalid, "hub.checksum_mismatch",
        $"'{name}' was refused: {e.Message}. Send it again.");

    public static Fault BadDigestHeader(string header, string value) => new(FaultKind.Invalid, "hub.bad_digest_header",
        $"The header {header}: {value} cannot be read. Write Repr-Digest: sha-256=:<base64>: or Content-MD5: <base64>.");

    public static Fault NameTaken(Product earlier, Digest offered) => new(FaultKind.Conflict, "hub.name_taken",
        $"{earlier.Mission}/{earlier.Environment} has a product '{earlier.Name}' with other bytes already (SHA-256 {earlier.Blob.Digest.Short}…, this one {offered.Short}…). Products never change: choose another name, or delete that one with a reason first.");

    public static Fault SweptMeanwhile(string name) => new(FaultKind.Unavailable, "hub.swept_meanwhile",
        $"An old, unused copy of the bytes of '{name}' was removed while they arrived. Send it again.") { RetryAfter = TimeSpan.FromSeconds(1) };

    public static Fault NoSuchProduct(string what) => new(FaultKind.Missing, "hub.no_such_product",
        $"There is no product {what}, or you may not see it.");

    public static Fault NeedsReason() => new(FaultKind.Invalid, "hub.needs_reason",
        "A deletion needs a reason, for the journal: add ?reason=….");

    public static Fault BytesMissing(Product product) => new(FaultKind.Unavailable, "hub.bytes_missing",
        $"The lake does not have the bytes of '{product.Name}' (SHA-256 {product.Blob.Digest}) that the catalogue lists. An operator must restore the lake's folder or bucket.");
}
