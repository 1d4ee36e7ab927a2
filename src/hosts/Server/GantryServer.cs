using Gantry.Operations;
using Gantry.Web;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gantry.Server;

/// <summary>A server from its settings: built, brought up to date, started, and stopped in good order.</summary>
public sealed class GantryServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TracerProvider? _traces;

    private GantryServer(WebApplication app, TracerProvider? traces, string address, IReadOnlyList<string> notices) =>
        (_app, _traces, Address, Notices) = (app, traces, address, notices);

    /// <summary>Where it listens, as a client writes it.</summary>
    public string Address { get; }

    /// <summary>Where the portal is, or why there is none.</summary>
    public string Portal => PortalFiles.Built.Page is null ? PortalMissing.Words : Address;

    /// <summary>What the start had to say to whoever started it, the first administrator's secret for one.</summary>
    public IReadOnlyList<string> Notices { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Runs until it is told to stop; returns the exit code.</summary>
    public static async Task<int> RunAsync(Settings settings, TextWriter banner, TextWriter errors)
    {
        try
        {
            await using var server = await StartAsync(settings);
            foreach (var line in Banner.Lines(server, settings))
                await banner.WriteLineAsync(line);
            await banner.FlushAsync();
            await server.WaitForStopAsync();
            return 0;
        }
        catch (Exception e) when (e is StateRefusedException or StateUnavailableException or IOException or SettingsRefusedException)
        {
            await errors.WriteLineAsync($"Gantry cannot start. {e.Message}");
            return 3;
        }
    }

    /// <summary>Builds and starts a server; when it returns, requests are answered.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="configure">What a test wants otherwise.</param>
    public static async Task<GantryServer> StartAsync(Settings settings, Action<IServiceCollection>? configure = null)
    {
        if (Listening.WrongWith(settings) is { } complaint)
            throw new SettingsRefusedException(complaint);
        Directory.CreateDirectory(settings.Text("data.folder"));
        var app = Build(settings, configure);
        try
        {
            await app.Services.GetRequiredService<IDatabase>().MigrateAsync(Areas.Schemas, CancellationToken.None);
            await app.Services.GetRequiredService<IBlobStore>().CheckAsync(CancellationToken.None);
            var notices = new List<string>();
            foreach (var step in app.Services.GetServices<IStartStep>())
                notices.AddRange(await step.RunAsync(CancellationToken.None));
            await app.StartAsync();
            var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            await TellAsync(app, OperationsKinds.NodeStarted);
            return new(app, StartTracing(settings), address.Replace("[::]", "localhost", StringComparison.Ordinal), notices);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public Task WaitForStopAsync() => _app.WaitForShutdownAsync();

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _app.StopAsync();
            await TellAsync(_app, OperationsKinds.NodeStopped);
        }
        catch (StateUnavailableException)
        {
            // The journal cannot be told; the others see this node's silence.
        }
        _traces?.Dispose();
        await _app.DisposeAsync();
    }

    private static WebApplication Build(Settings settings, Action<IServiceCollection>? configure)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "Gantry.Server", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        Logging.Configure(builder.Logging, settings);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Listening.Configure(kestrel, settings, TimeProvider.System));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Duration("stop.patience"));
        builder.Services
            .AddSingleton(settings)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new Node(settings.Find("node.name") ?? $"{Environment.MachineName}-{Guid.CreateVersion7().ToString("N")[^6..]}"))
            .AddSingleton(new LeaseOptions())
            .AddSingleton<Journal>()
            .AddSingleton<WorkQueue>()
            .AddSingleton<Leases>()
            .AddOpenApi("v1", ApiDescription.Configure)
            .Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true)
            .Configure<ForwardedHeadersOptions>(headers => Proxies.Configure(headers, settings))
            .ConfigureHttpJsonOptions(json => json.SerializerOptions.DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull);
        Backends.Add(builder.Services, settings);
        Areas.Add(builder.Services, settings);
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseForwardedHeaders();
        app.UseMiddleware<Edge>();
        app.UseWebSockets();
        app.UseRouting();
        app.UseMiddleware<PolicyGate>();
        Areas.Map(app, settings);
        app.MapPortal(PortalFiles.Built);
        // What the API looks like is no secret; what is behind it is.
        app.MapOpenApi().OpenToAnybody();
        return app;
    }

    private static Task TellAsync(WebApplication app, EntryKind kind)
    {
        var (database, blobs, node) = (app.Services.GetRequiredService<IDatabase>(), app.Services.GetRequiredService<IBlobStore>(), app.Services.GetRequiredService<Node>());
        return database.WriteAsync(work =>
        {
            work.Tell(Entry.Of(kind, Scope.Everywhere, $"nodes/{node.Name}", node.Name,
                new { ThisProgram.Version.Version, database = database.Description, lake = blobs.Description }));
            return Task.CompletedTask;
        }, CancellationToken.None);
    }

    private static TracerProvider? StartTracing(Settings settings) =>
        settings.Find("otlp.endpoint") is not { } endpoint
            ? null
            : Sdk.CreateTracerProviderBuilder()
                .ConfigureResource(resource => resource.AddService("gantry", serviceVersion: ThisProgram.Version.Version))
                .AddSource("Microsoft.AspNetCore", "Npgsql", "Gantry.*")
                .AddOtlpExporter(otlp => otlp.Endpoint = new Uri(endpoint))
                .Build();
}
