using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gantry.Api;
using Gantry.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Server.Tests.Sources;

/// <summary>A server whose mission has sources, and the words with which tests look at them.</summary>
public sealed class SourceHouse(House house) : IAsyncDisposable
{
    public const string Sources = "/api/v1/missions/demo/environments/dev/sources";

    /// <summary>The setting that lets missions read the temporary folders of tests.</summary>
    public static (string, string) Readable { get; } = ("sources.folders", Path.GetTempPath());

    public House House => house;

    public TempFolder Folder { get; } = new("source");

    /// <summary>The secrets that the sources of the tests name.</summary>
    public static NamedSecrets Secrets { get; } = new();

    public static async Task<SourceHouse> StartAsync(params (string, string)[] settings) =>
        new(await House.StartAsync([Readable, .. settings], services => services.AddSingleton<ISecrets>(Secrets)));

    public static async Task<SourceHouse> StartOnServersAsync() =>
        new(await House.StartAsync([Readable, .. await House.ServersAsync()], services => services.AddSingleton<ISecrets>(Secrets)));

    /// <summary>Lays a whole file into the watched folder at once, as somebody does who writes elsewhere and renames.</summary>
    public void Drop(string name, string text) => Drop(Folder, name, text);

    public static void Drop(TempFolder folder, string name, string text)
    {
        using var aside = new TempFolder("aside");
        File.Move(aside.Write("file", text), folder.At(name), overwrite: true);
    }

    /// <summary>A release with this source stands in dev.</summary>
    public Task DeclareAsync(string yaml, string types = House.DefaultTypes) => DeclareAsync([yaml], types);

    public async Task DeclareAsync(string[] sources, string types = House.DefaultTypes)
    {
        var answer = await house.ApplyAsync("demo",
            [House.Mission("demo"), ("types.yaml", types), .. sources.Select((s, i) => ($"sources/s{i}.yaml", s.ReplaceLineEndings("\n")))]);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A source of the test's folder.</summary>
    public Task DeclareFolderAsync(string more = "") =>
        DeclareAsync($"name: inbox\nkind: folder\nfolder: {Folder.Path}\nenvironments: [dev]\nsettle: 0s\n{more}");

    public async Task<SourceView> FindAsync(string name = "inbox") => (await house.Admin.GetFromJsonAsync<SourceView>($"{Sources}/{name}"))!;

    public Task BeginsAsync(string name = "inbox") => Eventually.HoldsAsync(async () =>
    {
        using var answer = await house.Admin.GetAsync(new Uri($"{Sources}/{name}", UriKind.Relative));
        return answer.IsSuccessStatusCode && (await answer.Content.ReadFromJsonAsync<SourceView>())!.ListedAt is not null;
    }, $"the source {name} was looked at");

    public Task HoldsAsync(Func<SourceView, bool> condition, string what, string name = "inbox") =>
        Eventually.HoldsAsync(async () =>
        {
            using var answer = await house.Admin.GetAsync(new Uri($"{Sources}/{name}", UriKind.Relative));
            return answer.IsSuccessStatusCode && condition((await answer.Content.ReadFromJsonAsync<SourceView>())!);
        }, what);

    public async Task<List<SourceFileView>> FilesAsync(string? state = null, string name = "inbox") =>
        [.. (await house.Admin.GetFromJsonAsync<Page<SourceFileView>>($"{Sources}/{name}/files?limit=1000{(state is null ? "" : "&state=" + state)}"))!.Items];

    public async Task<List<string>> ProductsAsync()
    {
        var page = await house.GetJsonAsync($"{House.Products(environment: "dev")}?limit=1000");
        return [.. page["items"]!.AsArray().Select(p => p!["name"]!.GetValue<string>())];
    }

    public Task PublishesAsync(params string[] names) => Eventually.HoldsAsync(
        async () => names.ToHashSet().IsSubsetOf(await ProductsAsync()), $"{string.Join(", ", names)} are published");

    public Task<byte[]> DownloadAsync(string name) => house.Admin.GetByteArrayAsync($"{House.Products(environment: "dev")}/{Uri.EscapeDataString(name)}/content");

    public async Task<HttpResponseMessage> OrderAsync(string order, object? body = null, string name = "inbox") =>
        await house.Admin.PostAsJsonAsync($"{Sources}/{name}/{order}", body ?? new { });

    public async Task<List<JsonNode>> EntriesAsync(string kind) => await house.JournalAsync($"&kind={kind}");

    public async ValueTask DisposeAsync()
    {
        await house.DisposeAsync();
        Folder.Dispose();
    }
}

/// <summary>Secrets as a test sets them.</summary>
public sealed class NamedSecrets : ISecrets
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> _values = new();

    public string this[string name] { set => _values[name] = value; }

    public Task<string?> FindAsync(string mission, string environment, string name, CancellationToken ct) => Task.FromResult(_values.GetValueOrDefault(name));

    public Task<string> SealAsync(string value, string purpose, CancellationToken ct) => throw new NotSupportedException();

    public string Open(string sealedValue, string purpose) => throw new NotSupportedException();
}
