using System.Security.Cryptography;

namespace Gantry.Hub;

/// <summary>The header Upload-Checksum: what the sender says of one piece.</summary>
internal sealed class PieceChecksum : IDisposable
{
    public const string Algorithms = "sha1,sha256,md5";

    private readonly IncrementalHash _hash;
    private readonly byte[] _announced;

    private PieceChecksum(HashAlgorithmName algorithm, byte[] announced) =>
        (_hash, _announced) = (IncrementalHash.CreateHash(algorithm), announced);

    /// <summary>Null where the sender says nothing.</summary>
    public static Result<PieceChecksum?> Read(string header)
    {
        if (header.Length == 0)
            return (PieceChecksum?)null;
        if (header.Split(' ') is not [var word, var base64] || Algorithm(word) is not { } known)
            return UploadFaults.BadChecksum(header);
        var announced = new byte[known.Bytes];
        return Convert.TryFromBase64String(base64, announced, out var written) && written == known.Bytes
            ? new PieceChecksum(known.Name, announced)
            : UploadFaults.BadChecksum(header);
    }

    public void Add(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    public bool IsRight() => _hash.GetHashAndReset().AsSpan().SequenceEqual(_announced);

    public void Dispose() => _hash.Dispose();

    private static (HashAlgorithmName Name, int Bytes)? Algorithm(string word) => word.ToLowerInvariant() switch
    {
        "sha1" => (HashAlgorithmName.SHA1, 20),
        "sha256" => (HashAlgorithmName.SHA256, 32),
        "md5" => (HashAlgorithmName.MD5, 16),
        _ => null,
    };
}
