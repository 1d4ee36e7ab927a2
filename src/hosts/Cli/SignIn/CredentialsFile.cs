using System.Text.Json;
using Gantry.Client;

namespace Gantry.Cli;

/// <summary>The log-ins of this user at the servers it uses, in a file that nobody else can read.</summary>
internal sealed class CredentialsFile(string path, TimeProvider clock)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    public string Path { get; } = path;

    /// <summary>GANTRY_CREDENTIALS, else beside the user's other configuration.</summary>
    public static CredentialsFile Of(Terminal terminal) => new(
        terminal.Variable("GANTRY_CREDENTIALS")
            ?? System.IO.Path.Combine(terminal.Variable("XDG_CONFIG_HOME") ?? HomeConfiguration(terminal), "gantry", "credentials.json"),
        terminal.Clock);

    /// <summary>The log-in at one server.</summary>
    public ILoginKeeper For(Uri address) => new Keeper(this, Addresses.Key(address));

    private static string HomeConfiguration(Terminal terminal) => terminal.Variable("HOME") is { } home
        ? System.IO.Path.Combine(home, ".config")
        : Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);

    private Dictionary<string, Login> Read()
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, Login>>(File.ReadAllBytes(Path), _json) ?? [];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (JsonException e)
        {
            throw new UsageException($"The saved log-ins in {Path} cannot be read ({e.Message.TrimEnd('.')}). Delete the file and log in again.");
        }
    }

    private void Write(Dictionary<string, Login> logins)
    {
        // A temporary file and a rename: whoever reads meanwhile sees the old tokens or the new ones, never half of them.
        var temporary = $"{Path}.{Environment.ProcessId}.tmp";
        File.Delete(temporary);
        using (var file = new FileStream(temporary, Private(FileMode.CreateNew)))
        {
            JsonSerializer.Serialize(file, logins, _json);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, Path, overwrite: true);
    }

    private static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    // Several commands may run at once, and a refresh token must be used by one of them only.
    private async Task<FileStream> LockAsync(CancellationToken ct)
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var begun = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(Path + ".lock", Private(FileMode.OpenOrCreate));
            }
            catch (IOException) when (clock.GetElapsedTime(begun) < _patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), clock, ct);
            }
        }
    }

    private sealed class Keeper(CredentialsFile file, string server) : ILoginKeeper
    {
        public Login? Read() => file.Read().GetValueOrDefault(server);

        public async Task<Login?> ChangeAsync(Func<Login?, Task<Login?>> change, CancellationToken ct)
        {
            await using var alone = await file.LockAsync(ct);
            var logins = file.Read();
            var before = logins.GetValueOrDefault(server);
            var after = await change(before);
            if (after == before)
                return after;
            if (after is null)
                logins.Remove(server);
            else
                logins[server] = after;
            file.Write(logins);
            return after;
        }
    }
}
