using System.Text;
using Gantry.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Server.Tests.Intake;

/// <summary>A scanner that a test can take away, and that finds one word.</summary>
internal sealed class PuppetScanner : IMalwareScanner
{
    public const string Malware = "PUPPET-MALWARE";

    private int _scans;

    public string Description => "a puppet";

    public bool IsAway { get; set; }

    public bool IsBlind { get; set; }

    public int Scans => _scans;

    public async Task<ScanReport> ScanAsync(Stream content, CancellationToken ct)
    {
        Interlocked.Increment(ref _scans);
        if (IsAway)
            throw new ScannerUnavailableException("the puppet is away");
        if (IsBlind)
            return new(ScanState.NotScanned, "the puppet is blind", "puppet 1");
        using var reader = new StreamReader(content, Encoding.Latin1);
        return (await reader.ReadToEndAsync(ct)).Contains(Malware, StringComparison.Ordinal)
            ? new(ScanState.Infected, "Puppet.Malware", "puppet 1")
            : new(ScanState.Clean, null, "puppet 1");
    }
}

/// <summary>A house with a puppet for a scanner, and the ways tests use it.</summary>
internal static class ScannedHouse
{
    public static async Task<(House House, PuppetScanner Scanner)> StartAsync(string types, params (string, string)[] settings)
    {
        var scanner = new PuppetScanner();
        var house = await House.StartAsync([("intake.retry", "1s"), .. settings], services => services.AddSingleton<IMalwareScanner>(scanner));
        await house.MissionAsync(types: types);
        return (house, scanner);
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string Quarantine(string id = "") => $"/api/v1/missions/demo/environments/ops/quarantine{(id.Length > 0 ? "/" + id : "")}";

    public static async Task<List<System.Text.Json.Nodes.JsonNode>> QuarantineAsync(this House house) =>
        [.. (await house.GetJsonAsync(Quarantine()))["items"]!.AsArray().Select(f => f!)];

    /// <summary>What a waiting arrival came to.</summary>
    public static async Task<System.Text.Json.Nodes.JsonNode> SettledAsync(this House house, HttpResponseMessage accepted)
    {
        System.Text.Json.Nodes.JsonNode? arrival = null;
        await Eventually.HoldsAsync(async () =>
        {
            arrival = await house.GetJsonAsync(accepted.Headers.Location!.ToString());
            return arrival["state"]!.GetValue<string>() != "waiting";
        }, "the arrival is decided");
        return arrival!;
    }
}
