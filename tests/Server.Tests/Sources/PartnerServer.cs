using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gantry.Server.Tests.Sources;

/// <summary>A product or a file of a partner's interface.</summary>
public sealed record PartnerFile(Guid Id, string Name, byte[] Content, DateTimeOffset PublishedAt)
{
    public string? Md5 { get; init; } = Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(Content));
    public string Session { get; init; } = "";
    public int Channel { get; init; } = 1;
    public bool IsFinal { get; init; }
}

/// <summary>A partner's PRIP, AUXIP or CADIP that does what it is told to do wrong.</summary>
public sealed class PartnerServer : IAsyncDisposable
{
    public const string Password = "a-password-of-the-partner";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _requests = new();
    private int _tokens;

    private PartnerServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.First() + "/odata/v1";

    public string TokenAddress => _app.Urls.First() + "/token";

    public ConcurrentDictionary<Guid, PartnerFile> Files { get; } = new();

    /// <summary>Sessions by id, with how many channels each has.</summary>
    public ConcurrentDictionary<string, (int Channels, DateTimeOffset PublishedAt)> Sessions { get; } = new();

    public IReadOnlyCollection<string> Requests => _requests;

    public int TokensGiven => _tokens;

    /// <summary>The most entries it gives at once, whatever is asked for.</summary>
    public int PageCap { get; set; } = 1000;

    public bool IgnoresOrder { get; set; }

    public bool SendsNumbersAsText { get; set; }

    /// <summary>How many of the next requests are answered 429 with a Retry-After.</summary>
    public int Refusals { get; set; }

    /// <summary>How many of the next downloads break off in the middle.</summary>
    public int Breaks { get; set; }

    public bool TakesRanges { get; set; } = true;

    /// <summary>Where downloads are sent on to; null when they are given here.</summary>
    public string? SendsOnTo { get; set; }

    /// <summary>What the token endpoint says of its tokens' life; with it Basic is not taken.</summary>
    public int? TokenSeconds { get; set; }

    public string? LastToken { get; private set; }

    /// <summary>What the last request carried that was sent on to here.</summary>
    public string? AuthorizationSeen { get; private set; }

    public static async Task<PartnerServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new PartnerServer(app);
        app.MapPost("/token", server.TokenAsync);
        app.MapGet("/odata/v1/{**path}", server.AnswerAsync);
        app.MapGet("/elsewhere/{id}", (Guid id, HttpContext http) =>
        {
            server.AuthorizationSeen = http.Request.Headers.Authorization.ToString();
            return Results.Bytes(server.Files[id].Content);
        });
        await app.StartAsync();
        return server;
    }

    public PartnerFile Publish(string name, byte[] content, DateTimeOffset at)
    {
        var file = new PartnerFile(Guid.CreateVersion7(), name, content, at);
        return Files[file.Id] = file;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        if (form["grant_type"] != "client_credentials" || form["client_id"] != "gantry" || form["client_secret"] != Password)
        {
            http.Response.StatusCode = 401;
            return;
        }
        LastToken = $"token-{Interlocked.Increment(ref _tokens)}";
        await http.Response.WriteAsJsonAsync(new { access_token = LastToken, token_type = "Bearer", expires_in = TokenSeconds });
    }

    private async Task AnswerAsync(HttpContext http, string path)
    {
        _requests.Enqueue(path + http.Request.QueryString);
        if (Refusals > 0)
        {
            Refusals--;
            (http.Response.StatusCode, http.Response.Headers.RetryAfter) = (429, "1");
            return;
        }
        if (!IsLetIn(http))
        {
            http.Response.StatusCode = 401;
            await http.Response.WriteAsJsonAsync(new { error = new { code = "1", message = "who are you?" } });
            return;
        }
        if (path.EndsWith("/$value", StringComparison.Ordinal))
            await DownloadAsync(http, Files[Guid.Parse(path.Split('(', ')')[1])]);
        else
            await ListAsync(http, path);
    }

    private bool IsLetIn(HttpContext http) => http.Request.Headers.Authorization.ToString() == (TokenSeconds is null
        ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"gantry:{Password}"))
        : $"Bearer {LastToken}");

    private async Task DownloadAsync(HttpContext http, PartnerFile file)
    {
        if (SendsOnTo is not null)
        {
            http.Response.Redirect($"{SendsOnTo}/{file.Id}", false, true);
            return;
        }
        var from = TakesRanges && http.Request.GetTypedHeaders().Range?.Ranges.Single().From is { } first ? (int)first : 0;
        http.Response.StatusCode = from > 0 ? 206 : 200;
        if (from > 0)
            http.Response.Headers.ContentRange = $"bytes {from}-{file.Content.Length - 1}/{file.Content.Length}";
        http.Response.ContentLength = file.Content.Length - from;
        if (Breaks > 0 && file.Content.Length - from > 1)
        {
            Breaks--;
            await http.Response.Body.WriteAsync(file.Content.AsMemory(from, (file.Content.Length - from) / 2));
            await http.Response.Body.FlushAsync();
            http.Abort();
            return;
        }
        await http.Response.Body.WriteAsync(file.Content.AsMemory(from));
    }

    private async Task ListAsync(HttpContext http, string set)
    {
        var filter = http.Request.Query["$filter"].ToString();
        var mark = filter.IndexOf("PublicationDate ge ", StringComparison.Ordinal);
        var since = DateTimeOffset.Parse(filter.AsSpan(mark + 19, 24), CultureInfo.InvariantCulture);
        var found = set switch
        {
            "Sessions" => Sessions.Select(s => (At: s.Value.PublishedAt, Entry: (object)new { Id = Guid.CreateVersion7(), SessionId = s.Key, NumChannels = s.Value.Channels, PublicationDate = s.Value.PublishedAt })),
            _ => Files.Values.Where(f => f.Session.Length == 0 || filter.Contains($"SessionId eq '{f.Session}'", StringComparison.Ordinal)).Select(f => (At: f.PublishedAt, Entry: Show(f))),
        };
        var sorted = IgnoresOrder ? found.OrderByDescending(f => f.At) : found.OrderBy(f => f.At);
        var page = sorted.Where(f => f.At >= since)
            .Skip(Number(http, "$skip", 0)).Take(Math.Min(PageCap, Number(http, "$top", 1000))).Select(f => f.Entry);
        await http.Response.WriteAsJsonAsync(new { value = page }, (System.Text.Json.JsonSerializerOptions?)null);
    }

    private object Show(PartnerFile f) => new
    {
        f.Id, f.Name, f.Channel, FinalBlock = f.IsFinal, SessionId = f.Session,
        ContentLength = SendsNumbersAsText ? $"{f.Content.Length}" : (object)f.Content.Length, Size = f.Content.Length,
        PublicationDate = f.PublishedAt, OriginDate = f.PublishedAt.AddMinutes(-5),
        Checksum = f.Md5 is null ? null : SendsNumbersAsText ? new { Algorithm = "md5", Value = f.Md5 } : (object)new[] { new { Algorithm = "MD5", Value = f.Md5 } },
    };

    private static int Number(HttpContext http, string option, int usual) =>
        int.TryParse(http.Request.Query[option], CultureInfo.InvariantCulture, out var number) ? number : usual;
}
