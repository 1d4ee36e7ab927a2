using System.Text;
using Gantry.Local;
using Gantry.Telemetry;
using Gantry.Xtce;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gantry.Bench.Telemetry;

/// <summary>The archive as a node has it: SQLite and a folder, every commit and every file flushed.</summary>
internal sealed class BenchArchive : IAsyncDisposable
{
    public static readonly ChannelKey Channel = new("bench", "dev", "downlink");

    private readonly ServiceProvider _services;
    private ChannelState _state = null!;

    private BenchArchive(string folder) => _services = new ServiceCollection()
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
        .AddSingleton(TimeProvider.System)
        .AddSingleton(new Node("bench"))
        .AddSingleton<IDatabase>(p => new SqliteDatabase(Path.Combine(folder, "state.sqlite"), TimeProvider.System, p.GetRequiredService<ILogger<SqliteDatabase>>()))
        .AddSingleton<IBlobStore>(new FolderBlobStore(Path.Combine(folder, "lake")))
        .AddSingleton<DatabaseShelf>().AddSingleton<SegmentStore>().AddSingleton<SegmentKeeper>().AddSingleton<ChannelStore>().AddSingleton<ArchiveReader>().AddArchive()
        .BuildServiceProvider();

    public DatabaseKey Key { get; private set; } = null!;

    public Intake Intake { get; private set; } = null!;

    public ChannelTally Tally { get; } = new(new(), new([], []));

    public static async Task<BenchArchive> OpenAsync(string folder, string xml, string channel)
    {
        var parts = new BenchArchive(folder);
        await parts.Get<IDatabase>().MigrateAsync([new("core", typeof(IDatabase).Assembly), TelemetryArea.Describe.Schema!], default);
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        parts.Key = DatabaseKey.Of((await parts.Get<IBlobStore>().PutAsync(bytes, Expected.Nothing, default)).Digest, XtceSettings.Default);
        var declaration = TelemetryFolder.Read(Encoding.UTF8.GetBytes($"channels:\n  - name: downlink\n    environments: [dev]\n    database: x.xml\n{channel}    from: {{ kind: udp, port: 1 }}\n"))[0];
        parts.Intake = new(parts.Key, await parts.Get<DatabaseShelf>().OpenAsync(parts.Key, default), declaration, new Dictionary<string, ConcernLevel>());
        parts._state = await parts.Get<ChannelStore>().BeginAsync(Channel, "bench", parts.Key.Digest, "bench", 1, default);
        return parts;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Keeps what is in hand, as a channel does.</summary>
    public async Task KeepAsync()
    {
        _state = _state with { Seq = _state.Seq + 1, Counts = Tally.Counts };
        await Get<SegmentKeeper>().KeepAsync(_state, Intake, Tally.TakeFlows(DateTimeOffset.UnixEpoch), hasComeUp: false, default);
        Intake.Clear();
    }

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();
}
