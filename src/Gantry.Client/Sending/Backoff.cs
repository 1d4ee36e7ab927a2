using System.Net;
using System.Security.Cryptography;

namespace Gantry.Client.Sending;

/// <summary>When a request is worth sending again, and after how long.</summary>
internal static class Backoff
{
    /// <summary>Doubles with each attempt; a random part keeps many clients from coming back in step.</summary>
    public static TimeSpan Wait(ClientOptions options, int attempt)
    {
        var longest = Math.Min(options.FirstWait.TotalMilliseconds * Math.Pow(2, attempt - 1), options.LongestWait.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(longest * (0.75 + (RandomNumberGenerator.GetInt32(0, 250) / 1000.0)));
    }

    /// <summary>How long to wait after a refusal; null when waiting would not help, or not soon.</summary>
    public static TimeSpan? WaitFor(HttpResponseMessage response, ClientOptions options, int attempt)
    {
        var asked = Asked(response, options.Clock);
        return response.StatusCode switch
        {
            HttpStatusCode.ServiceUnavailable when asked is null => Wait(options, attempt),
            HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests when asked <= options.LongestWait => asked,
            _ => null,
        };
    }

    private static TimeSpan? Asked(HttpResponseMessage response, TimeProvider clock) =>
        response.Headers.RetryAfter is not { } header ? null
        : header.Delta ?? (header.Date is { } date && date > clock.GetUtcNow() ? date - clock.GetUtcNow() : TimeSpan.Zero);
}
