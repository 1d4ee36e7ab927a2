using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>Asks the OAuth2 token endpoint.</summary>
internal static class TokenEndpoint
{
    public static async Task<Login> AskAsync(Sender sender, string name, KeyValuePair<string, string>[] form, CancellationToken ct)
    {
        var asked = sender.Options.Clock.GetUtcNow();
        var response = await sender.SendAsync(
            () => new(HttpMethod.Post, "oauth2/token") { Content = new FormUrlEncodedContent(form) }, Manner.Unsigned, ct);
        var answer = await sender.ReadAsync<TokenAnswer>(response, ct);
        // Counted from before the question, so we never believe in a token longer than the server does.
        return new(
            name, answer.AccessToken, asked.AddSeconds(answer.ExpiresIn), answer.RefreshToken,
            answer.RefreshExpiresIn is { } seconds ? asked.AddSeconds(seconds) : null);
    }
}
