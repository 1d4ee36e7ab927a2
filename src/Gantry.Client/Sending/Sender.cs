using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Gantry.Client.Sending;

/// <summary>Sends requests: signs them, repeats those that may be repeated, and turns refusals into exceptions.</summary>
internal sealed class Sender : IDisposable
{
    private readonly HttpClient _http;
    private readonly Credentials _credentials;
    private volatile bool _hasAnswered;

    public Sender(Uri address, Credentials credentials, ClientOptions options)
    {
        Address = new(address.AbsoluteUri.EndsWith('/') ? address.AbsoluteUri : address.AbsoluteUri + "/");
        (_credentials, Options) = (credentials, options);
        _http = new HttpClient(options.Handler ?? OwnHandler(address), disposeHandler: options.Handler is null)
        {
            BaseAddress = Address,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("gantry-client");
    }

    public Uri Address { get; }

    public ClientOptions Options { get; }

    public async Task<T> GetAsync<T>(string path, CancellationToken ct) =>
        await ReadAsync<T>(await SendAsync(() => new(HttpMethod.Get, path), Manner.Repeatable, ct), ct);

    /// <summary>A change: sent once, because nobody knows whether an unanswered one was made.</summary>
    public async Task<T> ChangeAsync<T>(HttpMethod method, string path, object? body, CancellationToken ct) =>
        await ReadAsync<T>(await SendAsync(() => WithJson(method, path, body), Manner.Once, ct), ct);

    public async Task ChangeAsync(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var response = await SendAsync(() => WithJson(method, path, body), Manner.Once, ct);
    }

    /// <summary>Sends a request until it is answered with success; the caller disposes of the response.</summary>
    /// <param name="make">Makes the request anew for each attempt, its content included.</param>
    /// <param name="manner">Whether it may be repeated, signed, and how long it may take.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, Manner manner, CancellationToken ct)
    {
        var hasRenewed = false;
        for (var attempt = 1; ; attempt++)
        {
            var isLast = !manner.MayRepeat || attempt >= Options.Attempts;
            HttpResponseMessage response;
            using (var request = make())
            {
                if (manner.IsSigned)
                    request.Headers.Authorization = await _credentials.HeaderAsync(this, ct);
                try
                {
                    response = await AnswerAsync(request, manner, ct);
                }
                // A server that never answered is not there; one that did and fell silent may be starting anew.
                catch (Exception e) when (IsCut(e, ct) && !isLast && _hasAnswered)
                {
                    await Task.Delay(Backoff.Wait(Options, attempt), Options.Clock, ct);
                    continue;
                }
                catch (Exception e) when (IsCut(e, ct))
                {
                    throw Unreachable.Explain(Address, e, _hasAnswered);
                }
            }
            _hasAnswered = true;
            if (response.IsSuccessStatusCode || response.StatusCode == manner.Accepts)
                return response;
            if (response.StatusCode == HttpStatusCode.Unauthorized && manner.IsSigned && !hasRenewed && await _credentials.RenewAsync(this, ct))
            {
                (hasRenewed, attempt) = (true, attempt - 1);
                response.Dispose();
                continue;
            }
            if (!isLast && Backoff.WaitFor(response, Options, attempt) is { } wait)
            {
                response.Dispose();
                await Task.Delay(wait, Options.Clock, ct);
                continue;
            }
            using (response)
                throw await Refusal.ReadAsync(response, Address, ct);
        }
    }

    public async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken ct)
    {
        using (response)
        {
            try
            {
                return await response.Content.ReadFromJsonAsync<T>(JsonSerializerOptions.Web, ct)
                    ?? throw new JsonException("it is empty");
            }
            catch (JsonException e)
            {
                throw new GantryUnreachableException(Address, $"What answers at {Shown(Address)} does not speak Gantry's language ({e.Message}). Is the address right?", e);
            }
            catch (Exception e) when (IsCut(e, ct))
            {
                throw Unreachable.Explain(Address, e, hasAnswered: true);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Whether an exception says that the connection, and not the program, failed.</summary>
    public static bool IsCut(Exception e, CancellationToken ct) =>
        !ct.IsCancellationRequested && e is HttpRequestException or IOException or TimeoutException or OperationCanceledException;

    /// <summary>A part of a path. The address would lose "." and "..", so they are refused here and not by the server.</summary>
    public static string Part(string what, string value) =>
        value is "" or "." or ".."
            ? throw new GantryRefusedException(new() { Status = 422, Code = "client.bad_name", Detail = $"'{value}' cannot be a {what}." })
            : Uri.EscapeDataString(value);

    public static string Shown(Uri address) => address.AbsoluteUri.TrimEnd('/');

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, Manner manner, CancellationToken ct)
    {
        if (manner.IsTransfer)
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        using var late = new CancellationTokenSource(Options.AnswerWithin, Options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            throw new TimeoutException($"it did not answer within {Options.AnswerWithin.TotalSeconds:0} s");
        }
    }

    public static HttpRequestMessage WithJson(HttpMethod method, string path, object? body) => new(method, path)
    {
        Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: JsonSerializerOptions.Web),
    };

    private static SocketsHttpHandler OwnHandler(Uri address) => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        // A refused file must not travel first: see PutProductAsync.
        Expect100ContinueTimeout = TimeSpan.FromSeconds(5),
        AllowAutoRedirect = false,
        UseCookies = false,
        // A proxy cannot reach what listens on this machine only.
        UseProxy = !address.IsLoopback,
    };
}

/// <summary>How a request is sent.</summary>
/// <param name="MayRepeat">Whether sending it twice does no more than sending it once.</param>
/// <param name="IsSigned">Whether the credentials go with it.</param>
/// <param name="IsTransfer">Whether it may take as long as its bytes take.</param>
internal sealed record Manner(bool MayRepeat, bool IsSigned, bool IsTransfer)
{
    /// <summary>A status beyond the successful ones that is an answer all the same.</summary>
    public HttpStatusCode? Accepts { get; init; }

    public static readonly Manner Repeatable = new(true, true, false);
    public static readonly Manner Once = new(false, true, false);
    public static readonly Manner Transfer = new(true, true, true);
    public static readonly Manner Unsigned = new(false, false, false);
}
