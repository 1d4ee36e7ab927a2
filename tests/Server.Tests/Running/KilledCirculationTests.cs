using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Running;

/// <summary>
/// kill -9 at random instants while subscribers are told and routes send. Afterwards every product was told and delivered,
/// each notification under one id however often it came, and in the order of publication.
/// </summary>
public sealed class KilledCirculationTests
{
    private const int Products = 60;
    private const int Kills = 5;

    // A claim of a killed server runs out first.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(300);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_is_told_of_everything_and_everything_arrives()
    {
        using var folder = new TempFolder("kill-circulation");
        (string, string)[] settings =
        [
            ("data.folder", folder.Path), ("listen.port", "0"), ("log.level", "error"), ("access.initial-secret", House.Secret),
            ("subscriptions.private-targets", "127.0.0.1/32"), ("subscriptions.push-timeout", "1s"), ("subscriptions.push-backoff", "1s"), ("subscriptions.push-rate", "100"),
        ];
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        await using var hook = new Hook();
        await using var life = new KilledLives(settings, new Random(seed), Kills);
        await life.StartAsync();
        await life.InsistAsync(client => House.ApplyAsync(client, "demo", House.Mission("demo"), ("types.yaml", House.DefaultTypes),
            ("routes/out.yaml", "routes:\n  - { name: out, environments: [dev], to: { kind: folder, folder: out } }\n")));
        await life.InsistAsync(client => client.PostAsJsonAsync("/missions/demo/dev/odata/v1/Subscriptions", new { NotificationEndpoint = hook.Address }, Ct));

        var killing = life.KeepKillingAsync(Ct);
        var names = Enumerable.Range(0, Products).Select(i => $"{i:000}.bin").ToArray();
        foreach (var name in names)
            await life.InsistAsync(client => client.PutAsync($"{House.Products("demo", "dev")}/{name}", new ByteArrayContent(Encoding.UTF8.GetBytes(name)), Ct));
        life.StopKilling();
        await killing;
        Assert.True(life.Killed > 0, "Everything was done before the first kill: the test proved nothing.");

        await InTimeAsync(() => Task.FromResult(Told(hook).Count == Products), "everything was told");
        await InTimeAsync(async () => (await DeliveredAsync(life)).Count == Products, "everything was delivered");
        Assert.Equal(names, Told(hook));
        Assert.All(hook.Knocks.GroupBy(k => k.Body["ProductName"]!.GetValue<string>()), knocks => Assert.Single(knocks.Select(k => k.IdempotencyKey).Distinct()));
        Assert.Equal(names, Directory.GetFiles(folder.At("exchange", "out")).Select(Path.GetFileName).Order());
        Assert.All(names, name => Assert.Equal(name, File.ReadAllText(folder.At("exchange", "out", name))));
    }

    private static List<string> Told(Hook hook) => [.. hook.Knocks.Select(k => k.Body["ProductName"]!.GetValue<string>()).Distinct()];

    private static async Task<JsonArray> DeliveredAsync(KilledLives life) =>
        (await life.InsistAsync(client => client.GetAsync("/api/v1/missions/demo/environments/dev/routes/out/deliveries?state=delivered", Ct)))["items"]!.AsArray();

    private static async Task InTimeAsync(Func<Task<bool>> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < _patience, $"After {_patience.TotalSeconds} s there is still no sign that {what}.");
            await Task.Delay(50, Ct);
        }
    }
}
