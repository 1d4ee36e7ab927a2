using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Gantry.Hub;

/// <summary>Sends products by HTTP PUT: to any server that takes them, and to another Gantry, which says what it kept.</summary>
internal sealed class HttpShipper : IShipper, IDisposable
{
    private const int LongestAnswerBytes = 1 << 20;

    private readonly RouteCredentials _credentials;

    // No redirects: a target's name and password are for the target alone.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), Expect100ContinueTimeout = TimeSpan.FromSeconds(5) })
    {
        Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswerBytes,
    };

    public HttpShipper(RouteCredentials credentials)
    {
        _credentials = credentials;
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("gantry");
    }

    public Task<RemoteReceipt>? TrySend(Shipment shipment, CancellationToken ct) => shipment.Route.Route.Target switch
    {
        RouteTarget.Http target => ToAnyServerAsync(shipment, target, ct),
        RouteTarget.Gantry target => ToGantryAsync(shipment, target, ct),
        _ => null,
    };

    public void Dispose() => _http.Dispose();

    private async Task<RemoteReceipt> ToAnyServerAsync(Shipment shipment, RouteTarget.Http target, CancellationToken ct)
    {
        var address = Below(target.Address, shipment.Path);
        var who = await WhoAsync(shipment.Route, target.User, target.Password, target.Token, ct);
        using var answer = await PutAsync(shipment, address, who, ct);
        return new(address.AbsoluteUri, shipment.Blob.SizeBytes, Checksum(answer));
    }

    private async Task<RemoteReceipt> ToGantryAsync(Shipment shipment, RouteTarget.Gantry target, CancellationToken ct)
    {
        // A product's name is a file name there too; the folders of a path have no meaning.
        var name = shipment.Path[(shipment.Path.LastIndexOf('/') + 1)..];
        var address = Below(target.Address, $"api/v1/missions/{target.Mission}/environments/{target.Environment}/products/{name}");
        var who = await WhoAsync(shipment.Route, target.User, target.Password, target.Token, ct);
        using var answer = await PutAsync(shipment, address, who, ct);
        var kept = await ReadAsync(answer, ct);
        return kept.Sha256 == shipment.Blob.Digest.Hex
            ? new(kept.Name, kept.SizeBytes, $"sha256:{kept.Sha256}")
            : throw new RemoteFailureException(RemoteFailure.Refused, $"it keeps '{name}' with SHA-256 {kept.Sha256}, which is not what was sent");
    }

    private async Task<HttpResponseMessage> PutAsync(Shipment shipment, Uri address, AuthenticationHeaderValue? who, CancellationToken ct)
    {
        await using var content = await shipment.OpenAsync(ct);
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new StreamContent(content, 1 << 17) };
        request.Content.Headers.ContentLength = shipment.Blob.SizeBytes;
        request.Content.Headers.ContentType = new("application/octet-stream");
        request.Headers.Authorization = who;
        request.Headers.Add("Repr-Digest", $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(shipment.Blob.Digest.Hex))}:");
        // A file that is not wanted must not travel first.
        request.Headers.ExpectContinue = shipment.Blob.SizeBytes > 256 << 10;
        try
        {
            var answer = await _http.SendAsync(request, ct);
            if (answer.IsSuccessStatusCode)
                return answer;
            using (answer)
                throw new RemoteFailureException(Failure(answer.StatusCode), await ComplaintAsync(answer, ct));
        }
        catch (HttpRequestException e)
        {
            throw new RemoteFailureException(RemoteFailure.Unreachable, $"{address.GetLeftPart(UriPartial.Authority)} cannot be reached: {e.Message}", e);
        }
    }

    private async Task<AuthenticationHeaderValue?> WhoAsync(StandingRoute route, string? user, Credential password, Credential token, CancellationToken ct)
    {
        if (await _credentials.FindAsync(route, token, ct) is { } bearer)
            return new("Bearer", bearer);
        return user is null
            ? null
            : new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{await _credentials.FindAsync(route, password, ct)}")));
    }

    private static async Task<Api.ProductView> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        try
        {
            return JsonSerializer.Deserialize<Api.ProductView>(await answer.Content.ReadAsStreamAsync(ct), JsonSerializerOptions.Web)
                ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw new RemoteFailureException(RemoteFailure.Refused, $"what answers there is not Gantry ({e.Message})", e);
        }
    }

    private static Uri Below(string address, string path) =>
        new(address.TrimEnd('/') + "/" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));

    // What another try may change is told from what it will not.
    private static RemoteFailure Failure(HttpStatusCode status) => (int)status switch
    {
        401 or 403 => RemoteFailure.Denied,
        404 => RemoteFailure.Missing,
        507 => RemoteFailure.Full,
        408 or 423 or 425 or 429 or >= 500 => RemoteFailure.Busy,
        _ => RemoteFailure.Refused,
    };

    private static async Task<string> ComplaintAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        if ((int)answer.StatusCode is >= 300 and < 400)
            return $"it answered {(int)answer.StatusCode}: redirects are not followed, name the address it leads to";
        var text = answer.Content.Headers.ContentType?.MediaType == "application/problem+json" ? await answer.Content.ReadAsStringAsync(ct) : "";
        string? detail = null;
        try
        {
            detail = text.Length == 0 ? null : JsonSerializer.Deserialize<Api.Problem>(text, JsonSerializerOptions.Web)?.Detail;
        }
        catch (JsonException)
        {
            // Its status says enough.
        }
        return $"it answered {(int)answer.StatusCode}{(detail is null ? "" : ": " + detail)}";
    }

    private static string? Checksum(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Repr-Digest", out var digests) && digests.FirstOrDefault(d => d.StartsWith("sha-256=:", StringComparison.Ordinal)) is { } digest
        && TryDecode(digest[9..].TrimEnd(':')) is { Length: 32 } sha256
            ? "sha256:" + Convert.ToHexStringLower(sha256)
            : answer.Content.Headers.ContentMD5 is { Length: 16 } md5 ? "md5:" + Convert.ToHexStringLower(md5) : null;

    private static byte[]? TryDecode(string base64)
    {
        var bytes = new byte[64];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
