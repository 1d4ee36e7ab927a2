using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Gantry.Rclone;

/// <summary>Other people's files by way of the rclone program.</summary>
public sealed class RcloneFiles : IRemoteFiles, IDisposable
{
    // What rclone uploads without knowing its length goes to S3 in parts of 5 MiB, of which there may be 10,000.
    private const long PartBytes = 5 << 20;
    private const long PartsUsed = 9_000;
    private const int KnownFolders = 10_000;
    private const int LooksForTorn = 4;

    private static readonly TimeSpan _tornMayAppear = TimeSpan.FromMilliseconds(250);

    private readonly RcloneOptions _options;
    private readonly TimeProvider _clock;
    private readonly RcloneDaemon _daemon;
    private readonly RcloneCalls _calls;
    private readonly RcloneListing _listing;
    private readonly ConcurrentDictionary<(string Place, long Rate), Throttle> _throttles = new();
    private readonly ConcurrentDictionary<(string Place, string Folder), Lazy<Task>> _folders = new();

    public RcloneFiles(RcloneOptions options, TimeProvider clock, ILogger<RcloneFiles> log)
    {
        (_options, _clock) = (options, clock);
        _daemon = new(options, log);
        _calls = new(options, _daemon, clock);
        _listing = new(options, _calls, clock);
    }

    public string? Missing => _options.FindProgram() is null ? NotInstalled(_options) : null;

    public async IAsyncEnumerable<RemoteFile> ListAsync(
        RemotePlace place, bool recursive, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var file in _listing.ListAsync(Remote(place), recursive, ct))
            yield return file;
    }

    public async Task<Stream> OpenAsync(RemotePlace place, string path, CancellationToken ct)
    {
        var remote = Remote(place);
        var doing = $"reading '{path}'";
        var address = $"[{Uri.EscapeDataString(remote.Fs())}]/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}";
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var answer = await _calls.SendAsync(remote, doing, request, _calls.AnswerWithin, ct);
        var content = await answer.Content.ReadAsStreamAsync(ct);
        return new TransferStream(content, ThrottleOf(remote), e => new RemoteFailureException(
            RemoteFailure.Unreachable, $"{place}: {doing} broke off: {e.Message}", e), _calls.AnswerWithin, _clock, owned: answer);
    }

    public async Task<RemoteReceipt> PutAsync(RemotePlace place, string path, Stream content, Blob blob, CancellationToken ct)
    {
        if (place.Protocol == RemoteProtocol.Http)
            throw new RemoteFailureException(RemoteFailure.Refused, $"{place} is a listing over HTTP, which can only be read; WebDAV can be written.");
        var remote = Remote(place);
        await MakeFolderAsync(remote, Split(path).Folder).WaitAsync(ct);
        var temporary = Beside(path, $"gantry-{Guid.CreateVersion7():N}.part");
        try
        {
            await UploadAsync(remote, temporary, content, blob, ct);
            var receipt = await ReceiptAsync(remote, temporary, path, blob, ct);
            await RenameAsync(remote, temporary, path, ct);
            return receipt;
        }
        catch (Exception)
        {
            await TryDeleteAsync(remote, temporary);
            throw;
        }
    }

    public Task MoveAsync(RemotePlace place, string from, string to, CancellationToken ct) => RenameAsync(Remote(place), from, to, ct);

    public Task DeleteAsync(RemotePlace place, string path, CancellationToken ct) => DeleteFoundAsync(Remote(place), path, ct);

    public void Dispose() => _daemon.Dispose();

    internal static string NotInstalled(RcloneOptions options) =>
        $"The program '{options.Program}' is not on this machine: apt-get install rclone (1.60 or newer), or say in the setting remote.rclone where it is.";

    private RcloneRemote Remote(RemotePlace place) => RcloneRemote.Of(place, place.HostKeys is { } keys ? HostKeysFile(keys) : null);

    private Throttle? ThrottleOf(RcloneRemote remote) =>
        remote.Place.BytesPerSecond is { } rate ? _throttles.GetOrAdd((remote.Name, rate), _ => new(rate, _clock)) : null;

    // rclone reads host keys only from a file. Named by its content it never changes, so any number may write it at once.
    private string HostKeysFile(string keys)
    {
        var file = Path.Combine(_options.Folder, Digest.Of(keys).Hex[..32] + ".known_hosts");
        if (File.Exists(file))
            return file;
        Directory.CreateDirectory(_options.Folder);
        var half = Path.Combine(_options.Folder, Guid.CreateVersion7().ToString("N"));
        File.WriteAllText(half, keys.EndsWith('\n') ? keys : keys + "\n");
        File.Move(half, file, overwrite: true);
        return file;
    }

    private async Task UploadAsync(RcloneRemote remote, string path, Stream content, Blob blob, CancellationToken ct)
    {
        var sent = new TransferStream(content, ThrottleOf(remote), explain: null, _options.Patience, _clock);
        try
        {
            await UploadAsync(remote, path, sent, blob.SizeBytes, ct);
        }
        // The other side refused in the middle, and the reason was lost with the connection. A small file is refused
        // after its end, with the reason.
        catch (RemoteFailureException e) when (e.InnerException is HttpRequestException && blob.SizeBytes > 0)
        {
            await UploadAsync(remote, path, new MemoryStream(new byte[Math.Min(blob.SizeBytes, 1 << 17)]), blob.SizeBytes, ct);
            await TryDeleteAsync(remote, path);
            throw;
        }
    }

    private async Task UploadAsync(RcloneRemote remote, string path, Stream content, long sizeBytes, CancellationToken ct)
    {
        var (folder, name) = Split(path);
        var fs = sizeBytes > PartBytes * PartsUsed && remote.Type == "s3"
            ? remote.Fs($"{remote.Name},chunk_size={(sizeBytes / PartsUsed / (1 << 20)) + 1}M")
            : remote.Fs();
        using var body = new MultipartFormDataContent();
        var part = new StreamContent(content, 1 << 17);
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        body.Add(part);
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"operations/uploadfile?fs={Uri.EscapeDataString(fs)}&remote={Uri.EscapeDataString(folder)}") { Content = body };
        // As long as bytes move it may take; rclone and the silence it allows decide when they do not.
        using var answer = await _calls.SendAsync(remote, $"sending '{path}'", request, Timeout.InfiniteTimeSpan, ct);
    }

    // Once, whoever comes first: of several that make the same folder at the same time some servers refuse all but one.
    private Task MakeFolderAsync(RcloneRemote remote, string folder)
    {
        if (_folders.Count >= KnownFolders)
            _folders.Clear();
        return folder.Length == 0 ? Task.CompletedTask : _folders.GetOrAdd((remote.Fs(), folder), _ => new(() => TryMakeFolderAsync(remote, folder))).Value;
    }

    private async Task TryMakeFolderAsync(RcloneRemote remote, string folder)
    {
        try
        {
            await _calls.CallAsync(remote, $"making '{folder}'", "operations/mkdir", new() { ["fs"] = remote.Fs(), ["remote"] = folder }, CancellationToken.None);
        }
        catch (RemoteFailureException)
        {
            // It may be there already, or be made with the file; if not, that will say why.
            _folders.TryRemove((remote.Fs(), folder), out _);
        }
    }

    private async Task<RemoteReceipt> ReceiptAsync(RcloneRemote remote, string liesAt, string path, Blob blob, CancellationToken ct)
    {
        var found = await FindAsync(remote, liesAt, ct)
            ?? throw new RemoteFailureException(RemoteFailure.Refused, $"{remote.Place}: '{path}' was taken without complaint and is not there.");
        var size = found["Size"]!.GetValue<long>();
        var md5 = found["Hashes"]?["md5"]?.GetValue<string>() is { Length: 32 } hash ? hash : null;
        if (size != blob.SizeBytes || (md5 is not null && !md5.Equals(blob.Md5, StringComparison.OrdinalIgnoreCase)))
            throw new RemoteFailureException(RemoteFailure.Refused,
                $"{remote.Place}: of '{path}' {blob.SizeBytes} bytes with MD5 {blob.Md5} were sent, and {size} bytes{(md5 is null ? "" : $" with MD5 {md5}")} are there.");
        return new(path, size, md5 is null ? null : "md5:" + md5);
    }

    private async Task<JsonNode?> FindAsync(RcloneRemote remote, string path, CancellationToken ct)
    {
        var answer = await _calls.CallAsync(remote, $"looking for '{path}'", "operations/stat", new()
        {
            ["fs"] = remote.Fs(), ["remote"] = path,
            ["opt"] = new JsonObject { ["showHash"] = true, ["hashTypes"] = new JsonArray("md5"), ["noMimeType"] = true, ["filesOnly"] = true },
        }, ct);
        return answer["item"];
    }

    // Over the old file where the other side can do that in one step. Where it cannot, the old one is moved aside and
    // deleted only when the new one is in its place, so that a crash in between loses neither.
    private async Task RenameAsync(RcloneRemote remote, string from, string to, CancellationToken ct)
    {
        try
        {
            await RenameOverAsync(remote, from, to, ct);
        }
        catch (RemoteFailureException e) when (e.Failure is RemoteFailure.Refused or RemoteFailure.Denied or RemoteFailure.Busy)
        {
            if (await FindAsync(remote, to, ct) is null)
                throw;
            var aside = Beside(to, $"gantry-{Guid.CreateVersion7():N}.old");
            await RenameOverAsync(remote, to, aside, ct);
            try
            {
                await RenameOverAsync(remote, from, to, ct);
            }
            catch (Exception)
            {
                await RenameOverAsync(remote, aside, to, CancellationToken.None);
                throw;
            }
            await TryDeleteAsync(remote, aside);
        }
    }

    // Without "NoCheckDest" rclone would delete the file that is there first.
    private Task RenameOverAsync(RcloneRemote remote, string from, string to, CancellationToken ct) =>
        _calls.CallAsync(remote, $"renaming '{from}' to '{to}'", "operations/movefile", new()
        {
            ["srcFs"] = remote.Fs(), ["srcRemote"] = from, ["dstFs"] = remote.Fs(), ["dstRemote"] = to,
            ["_config"] = new JsonObject { ["NoCheckDest"] = true },
        }, ct);

    // Of an upload that broke off, the other side may finish what it has after this side heard of it: what is not there yet
    // is looked for again. What is left in the end has a name that says what it is; the failure that led here matters more.
    private async Task TryDeleteAsync(RcloneRemote remote, string path)
    {
        for (var look = 0; look < LooksForTorn; look++)
        {
            try
            {
                if (await DeleteFoundAsync(remote, path, CancellationToken.None))
                    return;
            }
            catch (RemoteFailureException)
            {
                return;
            }
            await Task.Delay(_tornMayAppear, _clock);
        }
    }

    private async Task<bool> DeleteFoundAsync(RcloneRemote remote, string path, CancellationToken ct)
    {
        try
        {
            await _calls.CallAsync(remote, $"deleting '{path}'", "operations/deletefile", new() { ["fs"] = remote.Fs(), ["remote"] = path }, ct);
            return true;
        }
        catch (RemoteFailureException e) when (e.Failure == RemoteFailure.Missing)
        {
            return false;
        }
    }

    private static string Beside(string path, string name) => Split(path) is ({ Length: > 0 } folder, _) ? $"{folder}/{name}" : name;

    private static (string Folder, string Name) Split(string path) =>
        path.LastIndexOf('/') is >= 0 and var slash ? (path[..slash], path[(slash + 1)..]) : ("", path);
}
