using System.Security.Cryptography;
using System.Text;

namespace Gantry.Security;

/// <summary>Seals and opens values with AES-256-GCM; the purpose is sealed in, so a value cannot be moved to another place.</summary>
internal sealed class Sealing(SealKeys keys)
{
    private const string Format = "s1";

    public string Seal(string value, string purpose)
    {
        var plain = Encoding.UTF8.GetBytes(value);
        var packed = new byte[AesGcm.NonceByteSizes.MaxSize + plain.Length + AesGcm.TagByteSizes.MaxSize];
        var (nonce, cipher, tag) = Parts(packed);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(keys.Current.Bytes, AesGcm.TagByteSizes.MaxSize);
        aes.Encrypt(nonce, plain, cipher, tag, Encoding.UTF8.GetBytes(purpose));
        return $"{Format}.{keys.Current.Id}.{Convert.ToBase64String(packed)}";
    }

    public string Open(string sealedValue, string purpose)
    {
        if (sealedValue.Split('.') is not [Format, var keyId, var coded])
            throw new SecretUnreadableException("This is not a sealed value of this program.");
        if (keys.Find(keyId) is not { } key)
            throw new SecretUnreadableException($"A secret was sealed with the key {keyId}, which is not in this node's key file (secrets.key-file). Restore that key, or set the secret anew.");
        try
        {
            var packed = Convert.FromBase64String(coded);
            if (packed.Length < AesGcm.NonceByteSizes.MaxSize + AesGcm.TagByteSizes.MaxSize)
                throw new SecretUnreadableException("A sealed value is cut short.");
            var (nonce, cipher, tag) = Parts(packed);
            var plain = new byte[cipher.Length];
            using var aes = new AesGcm(key.Bytes, AesGcm.TagByteSizes.MaxSize);
            aes.Decrypt(nonce, cipher, tag, plain, Encoding.UTF8.GetBytes(purpose));
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            throw new SecretUnreadableException("A sealed value was altered, or sealed for something else.", e);
        }
    }

    private static Packed Parts(byte[] packed) => new(packed);

    private readonly ref struct Packed(byte[] packed)
    {
        public void Deconstruct(out Span<byte> nonce, out Span<byte> cipher, out Span<byte> tag)
        {
            nonce = packed.AsSpan(0, AesGcm.NonceByteSizes.MaxSize);
            cipher = packed.AsSpan(AesGcm.NonceByteSizes.MaxSize..^AesGcm.TagByteSizes.MaxSize);
            tag = packed.AsSpan(^AesGcm.TagByteSizes.MaxSize..);
        }
    }
}
