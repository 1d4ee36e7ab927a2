using System.Formats.Tar;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gantry.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Server.Tests;

/// <summary>A real server on a free port, with its state and bytes in places of its own, and a client that is its administrator.</summary>
public sealed class House : IAsyncDisposable
{
    public const string Secret = "a-secret-for-tests-only";

    private readonly TempFolder _folder;

    private House(TempFolder folder, GantryServer server, IReadOnlyList<(string Key, string Value)> settings)
    {
        (_folder, Server, Settings) = (folder, server, settings);
        Admin = Client("admin", Secret);
    }

    public GantryServer Server { get; }

    /// <summary>What it was started with, to start another on the same state.</summary>
    public IReadOnlyList<(string Key, string Value)> Settings { get; }

    public HttpClient Admin { get; }

    public IDatabase Database => Server.Services.GetRequiredService<IDatabase>();

    public IBlobStore Blobs => Server.Services.GetRequiredService<IBlobStore>();

    public string Folder => _folder.Path;

    /// <summary>On SQLite and a folder.</summary>
    public static Task<House> StartAsync(params (string Key, string Value)[] settings) => StartAsync(settings, null);

    public static async Task<House> StartAsync(IEnumerable<(string, string)> settings, Action<IServiceCollection>? configure)
    {
        var folder = new TempFolder("house");
        (string, string)[] all = [("data.folder", folder.Path), ("listen.port", "0"), ("log.level", "error"), ("access.initial-secret", Secret), .. settings];
        var server = await GantryServer.StartAsync(Compose(all), configure);
        return new(folder, server, all);
    }

    /// <summary>On PostgreSQL and S3, as several nodes would share them.</summary>
    public static async Task<House> StartOnServersAsync(params (string Key, string Value)[] settings) =>
        await StartAsync([.. await ServersAsync(), .. settings]);

    /// <summary>The settings of a new database and a new bucket.</summary>
    public static async Task<(string, string)[]> ServersAsync()
    {
        var postgres = await PostgresServer.SharedAsync();
        var swift = await SwiftServer.SharedAsync();
        return
        [
            ("database.url", await postgres.NewDatabaseAsync()),
            ("lake.s3.endpoint", swift.Endpoint), ("lake.s3.bucket", swift.NewBucketName()),
            ("lake.s3.access-key", SwiftServer.AccessKey), ("lake.s3.secret-key", SwiftServer.SecretKey),
        ];
    }

    public static Settings Compose(IEnumerable<(string Key, string Value)> settings) =>
        Gantry.Settings.Compose(Areas.Settings, settings.Select(s => (s.Key, s.Value, "test"))).OrThrow();

    public HttpClient Client(string? name, string? password)
    {
        var client = new HttpClient { BaseAddress = new Uri(Server.Address) };
        if (name is not null)
            client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));
        return client;
    }

    /// <summary>A user with one role, and a client that is that user.</summary>
    public async Task<HttpClient> UserAsync(string name, string role, string? mission = null, string? environment = null)
    {
        var answer = await Admin.PostAsJsonAsync("/api/v1/users", new { name, password = "a-long-password-of-" + name, grants = new[] { new { role, mission, environment } } });
        answer.EnsureSuccessStatusCode();
        return Client(name, "a-long-password-of-" + name);
    }

    public Task<HttpResponseMessage> ApplyAsync(string mission, params (string Path, string Text)[] files) => ApplyAsync(Admin, mission, files);

    public static async Task<HttpResponseMessage> ApplyAsync(HttpClient client, string mission, params (string Path, string Text)[] files) =>
        await client.PostAsync($"/api/v1/missions/{mission}/environments/dev/apply", Tar(files));

    public Task<HttpResponseMessage> PromoteAsync(string mission, string environment, object? request = null) =>
        Admin.PostAsJsonAsync($"/api/v1/missions/{mission}/environments/{environment}/promote", request ?? new { });

    /// <summary>A mission whose types take any name that ends in .bin or .txt, standing in all three environments.</summary>
    public async Task<string> MissionAsync(string name = "demo", string types = DefaultTypes)
    {
        (await ApplyAsync(name, Mission(name), ("types.yaml", types))).EnsureSuccessStatusCode();
        (await PromoteAsync(name, "aiv")).EnsureSuccessStatusCode();
        (await PromoteAsync(name, "ops")).EnsureSuccessStatusCode();
        return name;
    }

    public const string DefaultTypes = "types:\n  - { name: BIN, pattern: '.*\\.bin' }\n  - { name: TXT, pattern: '.*\\.txt' }\n";

    public static (string, string) Mission(string name, string description = "A mission for tests") =>
        ("mission.yaml", $"name: {name}\ndescription: {description}\nowners: [somebody]\n");

    public static string Products(string mission = "demo", string environment = "ops") =>
        $"/api/v1/missions/{mission}/environments/{environment}/products";

    public Task<HttpResponseMessage> PutAsync(string name, byte[] content, string mission = "demo", string environment = "ops") =>
        Admin.PutAsync($"{Products(mission, environment)}/{Uri.EscapeDataString(name)}", new ByteArrayContent(content));

    public async Task<JsonNode> GetJsonAsync(string address) => (await Admin.GetFromJsonAsync<JsonNode>(address))!;

    /// <summary>Every journal entry there is, oldest first.</summary>
    public async Task<List<JsonNode>> JournalAsync(string query = "")
    {
        var all = new List<JsonNode>();
        string? after = "0";
        while (after is not null)
        {
            var page = await GetJsonAsync($"/api/v1/journal?limit=1000&after={after}{query}");
            all.AddRange(page["items"]!.AsArray().Select(e => e!));
            after = page["next"]?.GetValue<string>();
        }
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await Server.DisposeAsync();
        _folder.Dispose();
    }

    public static HttpContent Tar(params (string Path, string Text)[] files)
    {
        var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (path, text) in files)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        }
        var content = new ByteArrayContent(stream.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        return content;
    }
}

public static class Answers
{
    /// <summary>The stable code of a refusal.</summary>
    public static async Task<string?> CodeAsync(this HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonNode>())?["code"]?.GetValue<string>();

    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
}
