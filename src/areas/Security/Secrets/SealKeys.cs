using System.Security.Cryptography;

namespace Gantry.Security;

/// <summary>The keys that secrets are sealed with: the first seals, each opens what it sealed.</summary>
internal sealed class SealKeys
{
    private const int KeyBytes = 32;

    private readonly IReadOnlyList<SealKey> _keys;

    private SealKeys(IReadOnlyList<SealKey> keys) => _keys = keys;

    public SealKey Current => _keys[0];

    public SealKey? Find(string id) => _keys.FirstOrDefault(k => k.Id == id);

    /// <summary>Reads the key file; makes it, for nobody's eyes but the owner's, where there is none.</summary>
    public static SealKeys Open(string file)
    {
        if (!File.Exists(file))
            Make(file);
        var keys = new List<SealKey>();
        foreach (var (line, number) in File.ReadAllLines(file).Select((line, i) => (line.Trim(), i + 1)))
        {
            if (line.Length == 0 || line.StartsWith('#'))
                continue;
            var key = new byte[KeyBytes];
            if (!Convert.TryFromBase64String(line, key, out var read) || read != KeyBytes)
                throw new SettingsRefusedException($"{file}:{number}: this is not a key, which is {KeyBytes} bytes in Base64 (openssl rand -base64 {KeyBytes}).");
            keys.Add(new(key));
        }
        return keys.Count > 0
            ? new(keys)
            : throw new SettingsRefusedException($"{file} holds no key. Restore it from your backup: without it no secret in the database can be opened.");
    }

    private static void Make(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var temporary = $"{file}.{Environment.ProcessId}";
        var mine = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            mine.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(temporary, mine))
        {
            stream.Write("# Gantry's secrets are sealed with the first of these keys. Back this file up, apart from the database.\n"u8);
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)) + "\n"));
            stream.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(temporary, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process was first, and its key is as good.
            File.Delete(temporary);
        }
    }
}

/// <summary>One key, and the name that sealed values call it by, which tells nothing of it.</summary>
internal sealed record SealKey(byte[] Bytes)
{
    public string Id { get; } = Convert.ToHexStringLower(SHA256.HashData([.. "gantry seal key"u8, .. Bytes]))[..8];
}
