using System.Net;
using System.Text;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Running;

public sealed class RunningTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stop_lets_a_running_upload_end_and_then_exits_with_0()
    {
        using var folder = new TempFolder("stop");
        await using var server = await ServerChild.StartAsync(
            [("data.folder", folder.Path), ("listen.port", "0"), ("log.level", "error"), ("access.initial-secret", House.Secret)]);
        using var client = Admin(server.Address);
        (await House.ApplyAsync(client, "demo", House.Mission("demo"), ("types.yaml", House.DefaultTypes))).EnsureSuccessStatusCode();

        var bytes = RandomStream.Bytes(1, 200_000);
        var body = new GatedStream(bytes, stopAt: 100_000);
        var putting = client.PutAsync($"{House.Products("demo", "dev")}/slow.bin", new StreamContent(body), Ct);
        await body.Reached;
        var stopping = server.TerminateAsync();
        // Only when the server has begun to stop does the rest of the body go on its way.
        await Eventually.HoldsAsync(async () => !await AnswersAsync(server.Address), "the server takes no new requests");
        body.GoOn();

        Assert.Equal(HttpStatusCode.Created, (await putting).StatusCode);
        Assert.Equal(0, await stopping);
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused_in_words()
    {
        await using var house = await House.StartAsync();
        var refusal = await Assert.ThrowsAsync<StateRefusedException>(() => GantryServer.StartAsync(House.Compose(house.Settings)));
        Assert.Contains("Another Gantry has this database open", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_server_on_the_same_PostgreSQL_is_a_second_node()
    {
        using var folder = new TempFolder("second");
        await using var house = await House.StartOnServersAsync();
        await house.MissionAsync();
        await using var second = await GantryServer.StartAsync(House.Compose([.. house.Settings, ("data.folder", folder.Path)]));
        using var there = Admin(second.Address);

        (await house.PutAsync("here.bin", [1, 2, 3])).EnsureSuccessStatusCode();
        Assert.Equal([1, 2, 3], await there.GetByteArrayAsync($"{House.Products()}/here.bin/content", Ct));
        (await there.PutAsync($"{House.Products()}/there.bin", new ByteArrayContent([4, 5]), Ct)).EnsureSuccessStatusCode();
        Assert.Equal([4, 5], await house.Admin.GetByteArrayAsync($"{House.Products()}/there.bin/content", Ct));
    }

    [Fact]
    public async Task A_node_whose_database_is_gone_is_not_ready_and_recovers_by_itself()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var house = await House.StartAsync(("database.url", await postgres.NewDatabaseAsync()));
        await house.MissionAsync();
        await postgres.KillAsync();

        var answer = await house.Admin.GetAsync("/health/ready", Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains((await answer.JsonAsync())["parts"]!.AsArray(), p => p!["name"]!.GetValue<string>() == "database" && !p["isHealthy"]!.GetValue<bool>());

        await postgres.RestartAsync();
        await Eventually.HoldsAsync(async () => (await house.Admin.GetAsync("/health/ready", Ct)).IsSuccessStatusCode, "the node is ready again");
        Assert.Equal(HttpStatusCode.Created, (await house.PutAsync("after.bin", [1])).StatusCode);
    }

    [Fact]
    public async Task A_lake_that_is_full_refuses_and_keeps_nothing_and_recovers()
    {
        Needs.That(OperatingSystem.IsLinux() && Environment.UserName == "root", "Filling a disk takes a small one, and mounting that takes root on Linux.");
        using var folder = new TempFolder("full");
        await ServerProcess.RunAsync("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder.Path);
        try
        {
            await using var house = await House.StartAsync(("lake.folder", folder.Path));
            await house.MissionAsync();
            var refused = await house.PutAsync("large.bin", RandomStream.Bytes(1, 5_000_000));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal("lake.full", await refused.CodeAsync());
            Assert.Equal(HttpStatusCode.Created, (await house.PutAsync("small.bin", RandomStream.Bytes(2, 500_000))).StatusCode);
        }
        finally
        {
            await ServerProcess.RunAsync("umount", folder.Path);
        }
    }

    [Fact]
    public async Task A_development_certificate_lets_one_try_TLS_beyond_loopback()
    {
        await using var house = await House.StartAsync(("tls.development", "true"), ("listen.address", "*"));
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var client = new HttpClient(handler);
        Assert.StartsWith("https://", house.Server.Address, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(house.Server.Address + "/health/live", Ct)).StatusCode);
    }

    [Fact]
    public async Task Nothing_listens_beyond_loopback_in_the_clear_by_accident()
    {
        var refusal = await Assert.ThrowsAsync<SettingsRefusedException>(() => House.StartAsync(("listen.address", "*")));
        Assert.Contains("tls.certificate", refusal.Message, StringComparison.Ordinal);
        await using var meant = await House.StartAsync(("listen.address", "*"), ("listen.insecure", "true"));
    }

    [Fact]
    public async Task Figures_are_there_for_Prometheus_and_only_for_those_who_may()
    {
        await using var house = await House.StartAsync();
        await house.MissionAsync();
        (await house.PutAsync("counted.bin", [1, 2, 3])).EnsureSuccessStatusCode();
        var text = await house.Admin.GetStringAsync("/metrics", Ct);
        Assert.Contains("# TYPE gantry_hub_products_published_total counter\n", text, StringComparison.Ordinal);
        Assert.Matches("\ngantry_hub_products_published_total [1-9]", text);
        Assert.Contains("http_server_request_duration_seconds_bucket{", text, StringComparison.Ordinal);
        using var stranger = house.Client(null, null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/metrics", Ct)).StatusCode);
    }

    [Fact]
    public async Task Settings_are_shown_with_their_source_and_without_secrets()
    {
        await using var house = await House.StartAsync(("lake.s3.secret-key", "hunter2"));
        var text = await house.Admin.GetStringAsync("/api/v1/settings", Ct);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain(House.Secret, text, StringComparison.Ordinal);
        Assert.Contains("\"key\":\"listen.port\",\"value\":\"0\",\"source\":\"test\"", text, StringComparison.Ordinal);
    }

    private static HttpClient Admin(string address)
    {
        var client = new HttpClient { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{House.Secret}")));
        return client;
    }

    private static async Task<bool> AnswersAsync(string address)
    {
        try
        {
            using var client = new HttpClient();
            return (await client.GetAsync(address + "/health/ready", Ct)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>A body that stops in the middle until it is told to go on.</summary>
    private sealed class GatedStream(byte[] bytes, int stopAt) : ReadOnlyStream
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _at;

        public Task Reached => _reached.Task;

        public void GoOn() => _go.TrySetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_at >= stopAt)
            {
                _reached.TrySetResult();
                await _go.Task.WaitAsync(cancellationToken);
            }
            return Read(buffer.Span);
        }

        public override int Read(Span<byte> buffer)
        {
            var limit = _at < stopAt ? stopAt : bytes.Length;
            var count = Math.Min(buffer.Length, limit - _at);
            bytes.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }
    }
}
