using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Gantry.Hub;

/// <summary>
/// HTTP to one partner: signed, patient with a server that says "later", and careful with redirects, which never carry the
/// credentials to anybody else.
/// </summary>
internal sealed class PartnerHttp : IDisposable
{
    private const int RedirectsFollowed = 5;
    private const int WaitsAllowed = 3;
    private const long PageBytes = 64 << 20;

    private static readonly TimeSpan _answerWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _longestWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _usualWait = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;
    private readonly PartnerLogin _login;
    private readonly TimeProvider _clock;
    private readonly Uri _root;
    private DateTimeOffset _notBefore;

    public PartnerHttp(string address, PartnerLogin login, TimeProvider clock, long? bytesPerSecond)
    {
        (_login, _clock, _root) = (login, clock, new(address.TrimEnd('/') + "/"));
        Throttle = bytesPerSecond is { } rate ? new(rate, clock) : null;
        // Redirects are followed here and not by the handler, which would not ask where to.
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(15), PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("gantry");
    }

    public Throttle? Throttle { get; }

    /// <summary>A page of JSON. The caller disposes of it.</summary>
    public async Task<JsonDocument> GetJsonAsync(string path, CancellationToken ct)
    {
        using var answer = await GetAsync(path, null, null, ct);
        try
        {
            await answer.Content.LoadIntoBufferAsync(PageBytes, ct);
            return await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
        }
        catch (JsonException e)
        {
            throw new RemoteFailureException(RemoteFailure.Refused, $"{_root}{Short(path)}: what was answered is not JSON that can be read: {e.Message}", e);
        }
        catch (HttpRequestException e)
        {
            throw Broken(path, e);
        }
    }

    /// <summary>An answer of success, read up to its headers.</summary>
    /// <param name="path">Below the partner's address.</param>
    /// <param name="from">From which byte on; null for all.</param>
    /// <param name="tag">What the bytes must still be when they are asked for from the middle.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<HttpResponseMessage> GetAsync(string path, long? from, EntityTagHeaderValue? tag, CancellationToken ct)
    {
        var url = new Uri(_root, path);
        var (redirects, waits, hasRenewed) = (0, 0, false);
        while (true)
        {
            await WaitAsync(ct);
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            if (from is { } first)
                (request.Headers.Range, request.Headers.IfRange) = (new(first, null), tag is { IsWeak: false } ? new(tag) : null);
            var isHome = url.Scheme == _root.Scheme && url.Authority == _root.Authority;
            if (isHome)
                request.Headers.Authorization = await SignAsync(ct);
            var answer = await SendAsync(request, path, ct);
            if (answer.IsSuccessStatusCode)
                return answer;
            using (answer)
            {
                if ((int)answer.StatusCode is 301 or 302 or 303 or 307 or 308 && answer.Headers.Location is { } location && redirects++ < RedirectsFollowed)
                {
                    url = new(url, location);
                    if (url.Scheme is not ("http" or "https") || (_root.Scheme == "https" && url.Scheme == "http"))
                        throw new RemoteFailureException(RemoteFailure.Refused, $"{_root}{Short(path)} sends on to {url.Scheme}://{url.Authority}, which is not followed.");
                    continue;
                }
                if (answer.StatusCode == HttpStatusCode.Unauthorized && isHome && _login.CanRenew && !hasRenewed)
                {
                    hasRenewed = true;
                    _login.Forget(request.Headers.Authorization?.Parameter);
                    continue;
                }
                if (answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && RetryAfter(answer) is var wait && wait <= _longestWait && waits++ < WaitsAllowed)
                {
                    // For all requests to this partner: others would only be refused, too.
                    _notBefore = _clock.GetUtcNow() + wait;
                    continue;
                }
                throw await RefusedAsync(answer, path, ct);
            }
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _login.Dispose();
    }

    private async Task WaitAsync(CancellationToken ct)
    {
        var wait = _notBefore - _clock.GetUtcNow();
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, _clock, ct);
    }

    private async Task<AuthenticationHeaderValue?> SignAsync(CancellationToken ct)
    {
        try
        {
            return await _login.HeaderAsync(_http, ct);
        }
        catch (HttpRequestException e)
        {
            throw new RemoteFailureException(RemoteFailure.Unreachable, $"{_root}: no token was to be had: {e.Message}", e);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string path, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(_answerWithin, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (HttpRequestException e)
        {
            throw Broken(path, e);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new RemoteFailureException(RemoteFailure.Unreachable, $"{_root}{Short(path)}: there was no answer within {_answerWithin.TotalSeconds:0} s.", e);
        }
    }

    private RemoteFailureException Broken(string path, HttpRequestException e) =>
        new(RemoteFailure.Unreachable, $"{_root}{Short(path)}: {e.Message}", e);

    private TimeSpan RetryAfter(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date - _clock.GetUtcNow() is var wait && wait > TimeSpan.Zero => wait,
        _ => _usualWait,
    };

    private async Task<RemoteFailureException> RefusedAsync(HttpResponseMessage answer, string path, CancellationToken ct)
    {
        var failure = (int)answer.StatusCode switch
        {
            401 or 403 => RemoteFailure.Denied,
            404 or 410 => RemoteFailure.Missing,
            429 or 503 => RemoteFailure.Busy,
            >= 500 => RemoteFailure.Unreachable,
            _ => RemoteFailure.Refused,
        };
        return new(failure, $"{_root}{Short(path)}: answered {(int)answer.StatusCode} {answer.ReasonPhrase}{await ComplaintAsync(answer, ct)}");
    }

    private static async Task<string> ComplaintAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        try
        {
            await answer.Content.LoadIntoBufferAsync(64 << 10, ct);
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct));
            return PartnerJson.Complaint(json.RootElement) is { } said ? ": " + Short(said) : "";
        }
        catch (Exception e) when (e is JsonException or HttpRequestException)
        {
            return "";
        }
    }

    private static string Short(string text)
    {
        var shown = new string([.. text.Where(letter => !char.IsControl(letter))]);
        return shown.Length <= 200 ? shown : shown[..200] + "…";
    }
}
