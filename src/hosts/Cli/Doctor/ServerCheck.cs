using Gantry.Client;

namespace Gantry.Cli;

/// <summary>Whether a server answers, and can work.</summary>
internal static class ServerCheck
{
    public static async Task<Diagnosis> RunAsync(Call call)
    {
        using var client = new GantryClient(call.Address, options: new() { AnswerWithin = TimeSpan.FromSeconds(10), Clock = call.Clock });
        var address = Addresses.Key(call.Address);
        try
        {
            var health = await client.HealthAsync(call.Ct);
            var version = await client.VersionAsync(call.Ct);
            return health.Status == "ready"
                ? new("server", Diagnosis.Ok, $"{version.Product} {version.Version} at {address} is ready")
                : new("server", Diagnosis.Problem, $"{address} is {health.Status}: {string.Join("; ", health.Parts.Where(p => !p.IsHealthy).Select(p => $"{p.Name} {p.Detail}"))}");
        }
        catch (GantryUnreachableException e)
        {
            return new("server", Diagnosis.Absent, e.Message);
        }
        catch (GantryRefusedException e)
        {
            return new("server", Diagnosis.Problem, e.Message);
        }
    }
}
