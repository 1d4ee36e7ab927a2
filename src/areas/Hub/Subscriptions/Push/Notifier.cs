using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Gantry.Hub;

/// <summary>What came of telling a subscriber.</summary>
/// <param name="Status">What it answered; null when it did not.</param>
/// <param name="Error">Why it counts as failed; null when it does not.</param>
internal sealed record Told(int? Status, string? Error)
{
    /// <summary>The endpoint is well and says that this one notification is not right: sending it again will not help.</summary>
    public bool IsRefusal => Status is 400 or 406 or 409 or 413 or 415 or 422;
}

/// <summary>Sends notifications: no proxy, no redirect, no cookie, and only to where <see cref="PushTargets"/> allows.</summary>
internal sealed class Notifier : IDisposable
{
    private readonly HttpClient _http;
    private readonly SubscriptionOptions _options;
    private readonly TimeProvider _clock;

    public Notifier(PushTargets targets, SubscriptionOptions options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseProxy = false, UseCookies = false, Credentials = null, ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 32, PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = (context, ct) => targets.ConnectAsync(context.DnsEndPoint, ct),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("gantry");
    }

    public async Task<Told> TellAsync(Endpoint endpoint, string? password, Guid notification, byte[] json, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(_options.PushTimeout, _clock);
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Address) { Content = new ByteArrayContent(json) };
        request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        request.Headers.Add("Idempotency-Key", notification.ToString("D"));
        if (endpoint.User is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{endpoint.User}:{password}")));
        try
        {
            // The answer's body is of no interest, and may be without end.
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, inTime.Token);
            return new((int)response.StatusCode, Complaint(response.StatusCode));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(null, $"it did not answer within {_options.PushTimeout.TotalSeconds:0} s");
        }
        catch (HttpRequestException e)
        {
            return new(null, (e.InnerException as TargetRefusedException)?.Message ?? e.Message);
        }
    }

    public void Dispose() => _http.Dispose();

    private static string? Complaint(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => null,
        >= 300 and < 400 => $"it answered {(int)status}: redirects are not followed, give the address it leads to",
        401 or 403 => $"it answered {(int)status}: it does not accept our name and password",
        _ => $"it answered {(int)status}",
    };
}
