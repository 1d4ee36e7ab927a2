using System.Text;
using Gantry.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gantry.Security;

/// <summary>The form that the token and revocation endpoints take, read strictly and only so far.</summary>
internal sealed class TokenForm(IFormCollection form)
{
    public const int LargestBody = 64 * 1024;

    private static readonly FormOptions _limits = new() { ValueCountLimit = 32, KeyLengthLimit = 128, ValueLengthLimit = 16 * 1024, BufferBody = false };

    public string? this[string key] => form.TryGetValue(key, out var value) && value is [{ Length: > 0 } text] ? text : null;

    public static async Task<Result<TokenForm>> ReadAsync(HttpContext http, CancellationToken ct)
    {
        var type = http.Request.ContentType?.Split(';')[0].Trim();
        if (!string.Equals(type, FormBody.MediaType, StringComparison.OrdinalIgnoreCase))
            return SecurityFaults.InvalidRequest("send the parameters as " + FormBody.MediaType);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = LargestBody;
        try
        {
            var form = await new FormFeature(http.Request, _limits).ReadFormAsync(ct);
            return form.FirstOrDefault(field => field.Value.Count > 1) is { Key: not null } twice
                ? SecurityFaults.InvalidRequest($"'{Shorten(twice.Key)}' was sent more than once")
                : new TokenForm(form);
        }
        catch (Exception e) when (e is InvalidDataException or DecoderFallbackException)
        {
            return SecurityFaults.InvalidRequest("the form cannot be read, or has too many or too long fields");
        }
    }

    private static string Shorten(string text) => text.Length > 64 ? text[..64] + "…" : text;
}
