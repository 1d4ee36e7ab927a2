using System.Text;

namespace Gantry.Hub;

/// <summary>The header Upload-Metadata: what the whole file is called, and what its sender says of its bytes.</summary>
internal sealed record UploadMetadata(string Name, Expected Expected)
{
    public static Result<UploadMetadata> Read(string header, long sizeBytes)
    {
        if (!Pairs(header).TryGet(out var pairs, out var fault))
            return fault;
        // Some clients call it name; where both are there, filename is what the protocol's own examples say.
        if ((pairs.GetValueOrDefault("filename") ?? pairs.GetValueOrDefault("name")) is not { Length: > 0 } name)
            return UploadFaults.BadMetadata("it does not say 'filename'");
        var expected = new Expected(SizeBytes: sizeBytes);
        if (pairs.GetValueOrDefault("sha256") is { } sha256)
        {
            if (!Digest.TryParse(sha256, out var digest))
                return UploadFaults.BadMetadata("'sha256' is not 64 hex digits");
            expected = expected with { Digest = digest };
        }
        if (pairs.GetValueOrDefault("md5") is { } md5)
        {
            if (md5.Length != 32 || !md5.All(char.IsAsciiHexDigit))
                return UploadFaults.BadMetadata("'md5' is not 32 hex digits");
            expected = expected with { Md5 = md5.ToLowerInvariant() };
        }
        return new UploadMetadata(name, expected);
    }

    private static Result<Dictionary<string, string>> Pairs(string header)
    {
        // It is sent back as it came, and a header can carry no more than this.
        if (header.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0)
            return UploadFaults.BadMetadata("it is not plain ASCII");
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in header.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var blank = pair.IndexOf(' ', StringComparison.Ordinal);
            var key = blank < 0 ? pair : pair[..blank];
            if (Decode(blank < 0 ? "" : pair[(blank + 1)..]) is not { } value)
                return UploadFaults.BadMetadata($"what it says of '{key}' is not text in base64");
            if (!pairs.TryAdd(key, value))
                return UploadFaults.BadMetadata($"it says '{key}' twice");
        }
        return pairs;
    }

    private static string? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        try
        {
            return Convert.TryFromBase64String(base64, bytes, out var written) ? new UTF8Encoding(false, true).GetString(bytes, 0, written) : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
