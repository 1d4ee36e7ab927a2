using System.Diagnostics.Metrics;

namespace Gantry.Security;

/// <summary>What this area counts.</summary>
internal sealed class SecurityMetrics
{
    public const string MeterName = "Gantry.Security";

    private readonly Counter<long> _logins;
    private readonly Counter<long> _lookups;
    private readonly Counter<long> _hashes;

    public SecurityMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _logins = meter.CreateCounter<long>("gantry.security.logins", description: "Log-ins with name and password, by way and result");
        _lookups = meter.CreateCounter<long>("gantry.security.token_lookups", description: "Tokens looked up, by kind and result");
        _hashes = meter.CreateCounter<long>("gantry.security.password_hashes", description: "Password hashes computed");
    }

    public void Login(string way, string result) => _logins.Add(1, new("way", way), new("result", result));

    public void Lookup(string kind, bool isGood) => _lookups.Add(1, new("kind", kind), new("result", isGood ? "good" : "refused"));

    public void Hashed() => _hashes.Add(1);
}
