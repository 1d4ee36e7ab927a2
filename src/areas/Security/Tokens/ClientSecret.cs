using Microsoft.AspNetCore.Http;

namespace Gantry.Security;

/// <summary>A client's name and secret, from the form or from HTTP Basic, but not from both (RFC 6749, 2.3).</summary>
internal sealed record ClientSecret(string Name, string Secret)
{
    /// <summary>Null when the client shows no secret.</summary>
    public static Result<ClientSecret?> Read(TokenForm form, HttpContext http)
    {
        var posted = form["client_secret"];
        switch (Authorization.Read(http.Request.Headers.Authorization))
        {
            case Authorization.None:
                return posted is null ? (ClientSecret?)null
                    : form["client_id"] is { } id ? new ClientSecret(id, posted)
                    : SecurityFaults.InvalidRequest("'client_secret' came without 'client_id'");
            case Authorization.Basic basic:
                if (posted is not null)
                    return SecurityFaults.InvalidRequest("the client's secret came twice, in the form and by HTTP Basic");
                if (form["client_id"] is { } named && named != basic.Name)
                    return SecurityFaults.InvalidRequest("'client_id' and the name sent by HTTP Basic differ");
                // Public clients send their name with nothing behind the colon.
                return basic.Password.Length == 0 ? (ClientSecret?)null : new ClientSecret(basic.Name, basic.Password);
            default:
                return SecurityFaults.InvalidClient();
        }
    }
}
