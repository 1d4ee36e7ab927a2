using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Running;

/// <summary>
/// kill -9 at random instants while files are put and releases climb. Afterwards every listed product downloads with the
/// right digest, the journal agrees with what is listed, and nothing is there twice.
/// </summary>
public abstract class KillTests
{
    private const int Puts = 200;
    private const int Promotions = 50;
    private const int Kills = 8;

    protected abstract Task<(string, string)[]> BackendsAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_lost_and_nothing_is_doubled()
    {
        using var folder = new TempFolder("kill");
        (string, string)[] settings =
            [("data.folder", folder.Path), ("listen.port", "0"), ("log.level", "error"), ("access.initial-secret", House.Secret), .. await BackendsAsync()];
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        await using var life = new KilledLives(settings, new Random(seed), Kills);
        await life.StartAsync();
        await MissionAsync(life);

        var answered = new ConcurrentDictionary<string, string>();
        var killing = life.KeepKillingAsync(Ct);
        var putting = Parallel.ForAsync(0, Puts, new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = Ct }, async (i, _) =>
        {
            var bytes = RandomStream.Bytes(i, 2_000 + (i * 37 % 60_000));
            var product = await life.InsistAsync(client => client.PutAsync($"{House.Products("demo", "dev")}/{i:000}.bin", new ByteArrayContent(bytes), Ct));
            answered[$"{i:000}.bin"] = product["sha256"]!.GetValue<string>();
            Assert.Equal(Digest.Of(bytes).Hex, product["sha256"]!.GetValue<string>());
        });
        var promoting = PromoteAsync(life);
        try
        {
            await Task.WhenAll(putting, promoting);
        }
        finally
        {
            // Also after a failure: or it would start one more server than is stopped.
            life.StopKilling();
            await killing;
        }

        Assert.True(life.Killed > 0, "Everything was done before the first kill: the test proved nothing.");
        await CheckProductsAsync(life, answered);
        await CheckLadderAsync(life);
    }

    private static async Task MissionAsync(KilledLives life)
    {
        await life.InsistAsync(client => House.ApplyAsync(client, "demo", House.Mission("demo"), ("types.yaml", House.DefaultTypes)));
    }

    private static async Task PromoteAsync(KilledLives life)
    {
        for (var i = 0; i < Promotions; i++)
        {
            var applied = await life.InsistAsync(client => House.ApplyAsync(client, "demo",
                House.Mission("demo"), ("types.yaml", House.DefaultTypes), ("n.txt", $"{i}")));
            await life.InsistAsync(client => client.PostAsJsonAsync("/api/v1/missions/demo/environments/aiv/promote",
                new { release = applied["release"]!["id"]!.GetValue<string>() }, Ct));
        }
    }

    private static async Task CheckProductsAsync(KilledLives life, ConcurrentDictionary<string, string> answered)
    {
        var listed = new Dictionary<string, string>();
        string? link = "Products?$filter=endswith(Name,'.bin')&$orderby=Name";
        while (link is not null)
        {
            var page = await life.InsistAsync(client => client.GetAsync("/odata/v1/" + link, Ct));
            foreach (var product in page["value"]!.AsArray())
                Assert.True(listed.TryAdd(product!["Name"]!.GetValue<string>(), product["Id"]!.GetValue<string>()), $"{product["Name"]} is listed twice.");
            link = page["@odata.nextLink"]?.GetValue<string>();
        }
        Assert.Equal(answered.Keys.Order(), listed.Keys.Order());
        using var client = life.Client();
        foreach (var (name, id) in listed)
        {
            var bytes = await client.GetByteArrayAsync($"/odata/v1/Products({id})/$value", Ct);
            Assert.Equal(answered[name], Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
        var told = (await life.JournalAsync("hub.product_published")).ConvertAll(e => e["data"]!["name"]!.GetValue<string>());
        Assert.Equal(listed.Keys.Order(), told.Order());
    }

    private static async Task CheckLadderAsync(KilledLives life)
    {
        var mission = await life.InsistAsync(client => client.GetAsync("/api/v1/missions/demo", Ct));
        foreach (var environment in mission["environments"]!.AsArray())
        {
            var name = environment!["name"]!.GetValue<string>();
            var moves = (await life.JournalAsync("delivery.pointer_moved")).FindAll(e => e["environment"]?.GetValue<string>() == name);
            // Each version once, each move from where the last one led, and the pointer where the last one led to.
            Assert.Equal(environment["version"]!.GetValue<long>(), moves.Count);
            Assert.Equal(Enumerable.Range(1, moves.Count).Select(v => (long)v), moves.Select(m => m["data"]!["version"]!.GetValue<long>()));
            for (var i = 1; i < moves.Count; i++)
                Assert.Equal(moves[i - 1]["data"]!["to"]!.GetValue<string>(), moves[i]["data"]!["from"]!.GetValue<string>());
            if (moves.Count > 0)
                Assert.Equal(moves[^1]["data"]!["to"]!.GetValue<string>(), environment["release"]!.GetValue<string>());
        }
        Assert.Equal(Promotions, mission["environments"]![1]!["version"]!.GetValue<int>());
        var places = (await life.JournalAsync(null)).ConvertAll(e => e["sequence"]!.GetValue<long>());
        Assert.Equal(Enumerable.Range(1, places.Count).Select(i => (long)i), places);
    }
}

public sealed class KillOnSqliteAndFolderTests : KillTests
{
    protected override Task<(string, string)[]> BackendsAsync() => Task.FromResult(Array.Empty<(string, string)>());
}

public sealed class KillOnPostgresAndS3Tests : KillTests
{
    protected override Task<(string, string)[]> BackendsAsync() => House.ServersAsync();
}

/// <summary>
/// A server that is killed and started again and again, and a client that insists. It is killed after a random time or a random
/// number of answers, whichever comes first: on a fast machine the work would else be done before the first kill.
/// </summary>
internal sealed class KilledLives(IReadOnlyList<(string, string)> settings, Random random, int kills) : IAsyncDisposable
{
    private const int MostAnswers = 20;
    private const int EarlyOnes = 6;

    private static readonly TimeSpan _longestStart = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _enough = new();
    private readonly SemaphoreSlim _answers = new(0);
    private ServerChild? _server;
    private volatile string _address = "";
    private volatile Exception? _failure;

    public int Killed { get; private set; }

    public async Task StartAsync()
    {
        _server = await ServerChild.StartAsync(settings);
        _address = _server.Address;
    }

    public void StopKilling() => _enough.Cancel();

    public async Task KeepKillingAsync(CancellationToken ct)
    {
        while (Killed < kills && !_enough.IsCancellationRequested)
        {
            try
            {
                await InstantAsync(ct);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await _server!.KillAsync();
            Killed++;
            try
            {
                await StartAsync();
            }
            catch (Exception e)
            {
                _failure = e;
                throw;
            }
        }
    }

    private async Task InstantAsync(CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, _enough.Token);
        while (_answers.CurrentCount > 0)
            await _answers.WaitAsync(either.Token);
        // A server that never comes to answer gets nowhere, on a busy machine all of them; so only some are killed that early.
        if (random.Next(EarlyOnes) > 0)
            await _answers.WaitAsync(_longestStart, either.Token);
        var (watch, most, answers) = (Stopwatch.StartNew(), random.Next(1200), random.Next(MostAnswers));
        while (answers-- > 0 && await _answers.WaitAsync((int)Math.Max(0, most - watch.ElapsedMilliseconds), either.Token))
        {
        }
        // Not always at the moment of an answer.
        await Task.Delay(random.Next(20), either.Token);
    }

    public HttpClient Client()
    {
        var client = new HttpClient { BaseAddress = new Uri(_address), Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{House.Secret}")));
        return client;
    }

    /// <summary>Sends again until there is an answer, as a client that does not know what became of its request.</summary>
    public async Task<JsonNode> InsistAsync(Func<HttpClient, Task<HttpResponseMessage>> send)
    {
        var (killed, tries) = (Killed, 0);
        while (true)
        {
            // Counted from the last kill on: on a busy machine one request can meet all of them.
            if (killed != Killed)
                (killed, tries) = (Killed, 0);
            tries++;
            if (_failure is { } failure)
                Assert.Fail($"The server did not come back after a kill: {failure.Message}");
            try
            {
                using var client = Client();
                var answer = await send(client);
                if (answer.IsSuccessStatusCode)
                {
                    _answers.Release();
                    return await answer.JsonAsync();
                }
                if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || tries > 600)
                    Assert.Fail($"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri} answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException && tries < 600)
            {
                // Killed in the middle of it.
            }
            await Task.Delay(50);
        }
    }

    public async Task<List<JsonNode>> JournalAsync(string? kind)
    {
        var all = new List<JsonNode>();
        string? after = "0";
        while (after is not null)
        {
            var page = await InsistAsync(client => client.GetAsync($"/api/v1/journal?limit=1000&after={after}{(kind is null ? "" : "&kind=" + kind)}"));
            all.AddRange(page["items"]!.AsArray().Select(e => e!));
            after = page["next"]?.GetValue<string>();
        }
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _enough.Dispose();
        _answers.Dispose();
    }
}
