using System.Text.Json;
using Gantry.Api;

namespace Gantry.Client.Sending;

/// <summary>Reads what a server said when it said no.</summary>
internal static class Refusal
{
    // A problem with ten thousand findings is still smaller; what is larger was not written by Gantry.
    private const int MostBytes = 4 << 20;

    public static async Task<GantryRefusedException> ReadAsync(HttpResponseMessage response, Uri address, CancellationToken ct)
    {
        var status = (int)response.StatusCode;
        var type = response.Content.Headers.ContentType?.MediaType;
        if (type is "application/problem+json" or "application/json" && await TextAsync(response, ct) is { } text)
        {
            if (TryRead<Problem>(text) is { Detail: not null } problem)
                return new(problem with { Status = status });
            if (TryRead<TokenRefusal>(text) is { Error: not null } refusal)
                return new(OfTokenEndpoint(refusal, status));
        }
        return new(new()
        {
            Status = status,
            Code = "client.no_reason",
            Detail = $"What answers at {Sender.Shown(address)} said {status} {response.ReasonPhrase} and gave no reason. Is it a Gantry server?",
        });
    }

    // OAuth answers 400 for a wrong password; to whoever asks it is the same as 401 anywhere else.
    private static Problem OfTokenEndpoint(TokenRefusal refusal, int status) => new()
    {
        Status = refusal.Error is "invalid_grant" or "invalid_client" ? 401 : status,
        Code = refusal.Code ?? "oauth." + refusal.Error,
        Detail = refusal.ErrorDescription,
    };

    private static async Task<string?> TextAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(MostBytes, ct);
            return await response.Content.ReadAsStringAsync(ct);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return null;
        }
    }

    private static T? TryRead<T>(string text) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
