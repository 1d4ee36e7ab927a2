using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Gantry.Api;
using Gantry.Local;
using Gantry.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Security.Tests;

/// <summary>A real server with this area and one endpoint per act, on a free port, with its state in a folder of its own.</summary>
internal sealed class SecurityHost : IAsyncDisposable
{
    public const string AdminSecret = "correct horse battery staple";
    public const string Password = "a long enough password";

    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly bool _ownsFolder;

    private SecurityHost(WebApplication app, string folder, bool ownsFolder, HandClock clock, IReadOnlyList<string> banner)
    {
        (_app, _folder, _ownsFolder, Clock, Banner) = (app, folder, ownsFolder, clock, banner);
        Address = new Uri(app.Urls.Single());
        Http = NewClient();
    }

    public Uri Address { get; }
    public HttpClient Http { get; }
    public HandClock Clock { get; }
    public IReadOnlyList<string> Banner { get; }
    public IServiceProvider Services => _app.Services;
    public PasswordHasher Hasher => Services.GetRequiredService<PasswordHasher>();
    public string Folder => _folder;

    /// <param name="settings">Settings beside those every test has.</param>
    /// <param name="folder">An older host's folder, to start again on.</param>
    /// <param name="clock">An older host's clock.</param>
    /// <param name="configure">What a test wants otherwise.</param>
    public static async Task<SecurityHost> StartAsync(
        Dictionary<string, string>? settings = null, string? folder = null, HandClock? clock = null, Action<IServiceCollection>? configure = null)
    {
        clock ??= new(new(2031, 5, 17, 12, 0, 0, TimeSpan.Zero));
        var home = folder ?? Directory.CreateTempSubdirectory("gantry-security-").FullName;
        settings ??= [];
        settings.TryAdd("access.initial-secret", AdminSecret);
        settings.TryAdd("secrets.key-file", Path.Combine(home, "secrets.key"));
        var composed = Settings.Compose(
            SecurityArea.Describe.Settings, settings.Where(s => s.Value.Length > 0).Select(s => (s.Key, s.Value, "test"))).OrThrow();

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = home });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IDatabase>(_ => new SqliteDatabase(Path.Combine(home, "gantry.db"), clock, NullLogger<SqliteDatabase>.Instance))
            .AddSingleton<Journal>()
            .AddSecurity(composed)
            // A hash as slow as the real one would make the tests as slow; one test measures the real one.
            .AddSingleton(s => new PasswordHasher(1000, s.GetRequiredService<SecurityMetrics>()));
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseMiddleware<Edge>();
        app.UseRouting();
        app.UseMiddleware<PolicyGate>();
        app.MapSecurity();
        MapActs(app);

        await app.Services.GetRequiredService<IDatabase>().MigrateAsync(
            [new SchemaSource("core", typeof(IDatabase).Assembly), SecurityArea.Describe.Schema!], CancellationToken.None);
        var banner = new List<string>();
        foreach (var step in app.Services.GetServices<IStartStep>())
            banner.AddRange(await step.RunAsync(CancellationToken.None));
        await app.StartAsync();
        return new(app, home, folder is null, clock, banner);
    }

    public HttpClient NewClient() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>Stops it and leaves its folder for the next one.</summary>
    public async Task StopAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_ownsFolder)
            Directory.Delete(_folder, recursive: true);
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, AuthenticationHeaderValue? authorization = null, object? body = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, body.GetType()) };
        request.Headers.Authorization = authorization;
        return Http.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string path, AuthenticationHeaderValue? authorization = null) => SendAsync(HttpMethod.Get, path, authorization);

    public async Task<T> ReadAsync<T>(HttpMethod method, string path, AuthenticationHeaderValue? authorization, object? body = null)
    {
        using var answer = await SendAsync(method, path, authorization, body);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<T>())!;
    }

    public static AuthenticationHeaderValue Basic(string name, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));

    public static AuthenticationHeaderValue Bearer(string token) => new("Bearer", token);

    public static AuthenticationHeaderValue Admin => Basic("admin", AdminSecret);

    public Task<HttpResponseMessage> FormAsync(string path, AuthenticationHeaderValue? authorization, params (string Key, string Value)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Key, f.Value))),
        };
        request.Headers.Authorization = authorization;
        return Http.SendAsync(request);
    }

    public Task<HttpResponseMessage> TokenAsync(params (string Key, string Value)[] fields) => FormAsync("/oauth2/token", null, fields);

    public async Task<TokenAnswer> LogInAsync(string name, string password = Password, string? scope = null)
    {
        List<(string, string)> fields = [("grant_type", "password"), ("username", name), ("password", password)];
        if (scope is not null)
            fields.Add(("scope", scope));
        using var answer = await TokenAsync([.. fields]);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<TokenAnswer>())!;
    }

    /// <summary>Adds somebody with <see cref="Password"/> and grants as words.</summary>
    public async Task<UserView> AddAsync(string name, string grants = "", string kind = "person") =>
        (await ReadAsync<CreatedUser>(HttpMethod.Post, "/api/v1/users", Admin, new CreateUser(name, kind, Password, Views(grants)))).User;

    public static IReadOnlyList<GrantView> Views(string words) => GrantText.View(GrantText.ReadList(words)!);

    public Task<List<JournalEntry>> JournalAsync(string kind = "security.*") =>
        Services.GetRequiredService<Journal>().ReadAsync(new JournalFilter(Kind: kind), 0, Journal.PageLimit, CancellationToken.None);

    public static async Task<string?> CodeAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        using var json = JsonDocument.Parse(text);
        return json.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null;
    }

    /// <summary>Asserts a refusal's status and code.</summary>
    public static async Task RefusedAsync(HttpResponseMessage answer, int status, string code)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True((int)answer.StatusCode == status && text.Contains($"\"{code}\"", StringComparison.Ordinal), $"{(int)answer.StatusCode} {text}");
        }
    }

    // One endpoint per act and reach, as the other areas have them.
    private static void MapActs(WebApplication app)
    {
        foreach (var act in Act.All)
        {
            app.MapGet($"/try/{act.Name}", () => "done").Needs(act);
            app.MapGet($"/try/{act.Name}/{{mission}}", (string mission) => "done").Needs(act);
            app.MapGet($"/try/{act.Name}/{{mission}}/{{environment}}", (string mission, string environment) => "done").Needs(act);
            app.MapGet($"/somewhere/{act.Name}", (HttpContext http) => http.Caller().ScopesFor(act).Count).NeedsSomewhere(act);
        }
        app.MapPost("/change", () => "done").NeedsSignIn();
    }
}
