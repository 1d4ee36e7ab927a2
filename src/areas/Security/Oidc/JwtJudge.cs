using System.Text.Json;

namespace Gantry.Security;

/// <summary>Whom an issuer's token vouches for, and what they may do as long as it is good.</summary>
internal sealed record ExternalIdentity(string Subject, IReadOnlyList<Grant> Grants, DateTimeOffset ExpiresAt);

/// <summary>Judges the claims of a token whose signature is already known to be its issuer's. Time is an argument.</summary>
internal static class JwtJudge
{
    private const int MostRoles = 200;

    // The last second of the year 9999; beyond it there are no dates to compare with.
    private const double LastSecond = 253_402_300_799;

    public static Result<ExternalIdentity> Judge(JsonElement claims, IssuerOptions issuer, DateTimeOffset now, TimeSpan skew)
    {
        if (Jwt.Member(claims, "iss") != issuer.Issuer)
            return SecurityFaults.TokenRefused("it is not of this issuer");
        if (!IsFor(claims, issuer.Audience))
            return SecurityFaults.TokenRefused("it is not made for this audience");
        if (!TryTime(claims, "exp", out var expiresAt) || expiresAt is null)
            return SecurityFaults.TokenRefused("it does not say when it expires");
        if (now >= expiresAt.Value.AddSafely(skew))
            return SecurityFaults.TokenExpired();
        if (!TryTime(claims, "nbf", out var notBefore) || !TryTime(claims, "iat", out var issuedAt))
            return SecurityFaults.TokenRefused("its times are not numbers");
        if (notBefore > now + skew)
            return SecurityFaults.TokenRefused("it is not good yet");
        if (issuedAt > now + skew)
            return SecurityFaults.TokenRefused("it was issued in the future");
        if (Jwt.Member(claims, "sub") is not { Length: > 0 and <= 255 } subject || subject.Any(letter => letter is <= ' ' or > '~'))
            return SecurityFaults.TokenRefused("it does not say in printable ASCII whom it is about");
        return new ExternalIdentity(subject, RolesIn(claims, issuer.RolesClaim), expiresAt.Value);
    }

    private static bool IsFor(JsonElement claims, string audience) =>
        claims.TryGetProperty("aud", out var value) && (value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Any(one => Jwt.Text(one) == audience)
            : Jwt.Text(value) == audience);

    // Roles of other systems may stand beside ours, so what is not one of ours gives nothing and is no error.
    private static IReadOnlyList<Grant> RolesIn(JsonElement claims, string claim)
    {
        if (!claims.TryGetProperty(claim, out var value))
            return [];
        var words = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Take(MostRoles).Select(Jwt.Text) : [Jwt.Text(value)];
        var grants = new List<Grant>();
        foreach (var word in words)
        {
            // All three parts must be there: a bare "administrator" of another system must not become one of everything.
            if (word is not null && word.Count(letter => letter == ':') == 2 && GrantText.Read(word).TryGet(out var grant, out _) && !grants.Contains(grant))
                grants.Add(grant);
        }
        return grants;
    }

    /// <summary>False when the claim is there and is no time; a null time when it is not there.</summary>
    private static bool TryTime(JsonElement claims, string name, out DateTimeOffset? time)
    {
        time = null;
        if (!claims.TryGetProperty(name, out var value))
            return true;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var seconds) || !(seconds >= 0 && seconds <= LastSecond))
            return false;
        time = DateTimeOffset.UnixEpoch.AddSeconds(seconds);
        return true;
    }

    private static DateTimeOffset AddSafely(this DateTimeOffset time, TimeSpan span) =>
        time > DateTimeOffset.MaxValue - span ? DateTimeOffset.MaxValue : time + span;
}
