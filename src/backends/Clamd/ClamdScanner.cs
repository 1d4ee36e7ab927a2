using System.Net.Sockets;

namespace Gantry.Clamd;

/// <summary>Scans by ClamAV's daemon, over its socket.</summary>
public sealed class ClamdScanner(ClamdOptions options, TimeProvider clock) : IMalwareScanner
{
    private volatile Known? _known;

    public string Description => $"clamd at {options.Address}";

    public async Task<ScanReport> ScanAsync(Stream content, CancellationToken ct)
    {
        if (content.CanSeek && content.Length > options.LimitBytes)
            return TooLong(_known?.Version);
        return await AskAsync(async late =>
        {
            var version = await VersionAsync(late);
            await using var talk = await ClamdTalk.OpenAsync(options.Address, late);
            if (await talk.ScanAsync(content, options.LimitBytes, late) is not { } reply)
                return TooLong(version);
            var (state, detail) = ClamdReply.Read(reply);
            return new ScanReport(state, detail, version.Program, version.SignaturesFrom);
        }, ct);
    }

    private ScanReport TooLong(ClamdVersion? version) =>
        new(ScanState.NotScanned, $"longer than scan.limit ({options.LimitBytes} bytes)", version?.Program, version?.SignaturesFrom);

    private async Task<ClamdVersion> VersionAsync(CancellationToken ct)
    {
        if (_known is { } known && clock.GetElapsedTime(known.At) < options.VersionKept)
            return known.Version;
        await using var talk = await ClamdTalk.OpenAsync(options.Address, ct);
        var version = ClamdVersion.Read(await talk.AskAsync("VERSION", ct));
        _known = new(version, clock.GetTimestamp());
        return version;
    }

    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(options.AnswerWithin, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new ScannerUnavailableException($"{Description} did not answer within {options.AnswerWithin.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is SocketException or IOException { InnerException: SocketException })
        {
            throw new ScannerUnavailableException($"{Description} cannot be reached: {e.Message}", e);
        }
    }

    private sealed record Known(ClamdVersion Version, long At);
}
