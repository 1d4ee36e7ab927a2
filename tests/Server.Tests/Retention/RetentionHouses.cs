using System.Net.Http.Json;
using System.Text;
using Gantry.Api;
using Gantry.Server.Tests.Sources;
using Gantry.TestKit;

namespace Gantry.Server.Tests.Retention;

/// <summary>A house in which retention comes by every second, and missions may read the folders of tests.</summary>
public sealed class RetentionSqliteHouse : SharedHouse
{
    protected override Task<House> StartAsync() => House.StartAsync(SourceHouse.Readable, ("hub.retention-interval", "1s"));
}

public sealed class RetentionPostgresHouse : SharedHouse
{
    protected override async Task<House> StartAsync() => await House.StartAsync(
        SourceHouse.Readable, ("hub.retention-interval", "1s"), ("database.url", await (await PostgresServer.SharedAsync()).NewDatabaseAsync()));
}

/// <summary>A mission of a test's own, in ops.</summary>
public sealed class Grounds(House house)
{
    public House House => house;

    public string Mission { get; } = "keep" + Guid.CreateVersion7().ToString("N")[^8..];

    public string Api => $"/api/v1/missions/{Mission}/environments/ops";

    public async Task PutAsync(string name, string text) => (await house.PutAsync(name, Encoding.UTF8.GetBytes(text), Mission)).EnsureSuccessStatusCode();

    public async Task<bool> IsThereAsync(string name) => (await house.Admin.GetAsync($"{Api}/products/{name}")).IsSuccessStatusCode;

    public async Task<ProductView> ProductAsync(string name) => (await house.Admin.GetFromJsonAsync<ProductView>($"{Api}/products/{name}"))!;

    public async Task<HoldView> HoldAsync(HoldRequest request)
    {
        var answer = await house.Admin.PostAsJsonAsync($"{Api}/holds", request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<HoldView>())!;
    }

    public Task<HttpResponseMessage> LiftAsync(Guid hold, string? reason) => house.Admin.PostAsJsonAsync($"{Api}/holds/{hold}/lift", new LiftRequest(reason));

    public Task GoesAsync(string name) => Eventually.HoldsAsync(async () => !await IsThereAsync(name), $"{name} is gone");

    public async Task<ReconciliationView> ReconcileAsync(bool deep = false, bool repair = false)
    {
        var answer = await house.Admin.PostAsJsonAsync($"{Api}/reconcile", new ReconcileRequest(deep, repair));
        answer.EnsureSuccessStatusCode();
        var run = (await answer.Content.ReadFromJsonAsync<ReconciliationView>())!;
        await Eventually.HoldsAsync(async () => (run = (await house.Admin.GetFromJsonAsync<ReconciliationView>($"{Api}/reconcile/{run.Id}"))!).State is "done" or "failed", "the reconciliation ends");
        return run;
    }

    public async Task<List<DiscrepancyView>> DiscrepanciesAsync(ReconciliationView run) =>
        [.. (await house.Admin.GetFromJsonAsync<Page<DiscrepancyView>>($"{Api}/reconcile/{run.Id}/discrepancies?limit=1000"))!.Items];

    /// <summary>The file of the lake's folder that holds these bytes.</summary>
    public string BlobFile(string text)
    {
        var hex = Digest.Of(text).Hex;
        return Directory.EnumerateFiles(house.Folder, "*", SearchOption.AllDirectories).Single(f => f.Replace("/", "", StringComparison.Ordinal).EndsWith(hex, StringComparison.Ordinal));
    }

    public async Task<TraceView> TraceAsync(string what) => (await house.Admin.GetFromJsonAsync<TraceView>($"{Api}/trace/{Uri.EscapeDataString(what)}"))!;
}
