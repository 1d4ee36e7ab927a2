using System.Text;
using Gantry.Local;
using Gantry.TestKit;
using Gantry.Xtce;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gantry.Telemetry.Tests.Archive;

/// <summary>An archive in a folder, into which packets are kept as a channel does it.</summary>
internal sealed class ArchiveHouse : IAsyncDisposable
{
    public static readonly ChannelKey Channel = new("probe", "dev", "downlink");

    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;
    private readonly Dictionary<ChannelKey, (long Seq, long Packets)> _places = [];

    private ArchiveHouse() => _services = new ServiceCollection()
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
        .AddSingleton(TimeProvider.System)
        .AddSingleton<IDatabase>(p => new SqliteDatabase(_folder.At("state.sqlite"), TimeProvider.System, p.GetRequiredService<ILogger<SqliteDatabase>>()))
        .AddSingleton<IBlobStore>(_ => Lake = new(new FolderBlobStore(_folder.At("lake"))))
        .AddSingleton<DatabaseShelf>().AddSingleton<SegmentStore>().AddSingleton<ArchiveReader>().AddArchive()
        .BuildServiceProvider();

    /// <summary>The lake, which can be told to break.</summary>
    public FragileLake Lake { get; private set; } = null!;

    public IDatabase Database => Get<IDatabase>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<ArchiveHouse> OpenAsync()
    {
        var house = new ArchiveHouse();
        await house.Database.MigrateAsync([new("core", typeof(IDatabase).Assembly), TelemetryArea.Describe.Schema!], Ct);
        return house;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<DatabaseKey> DatabaseAsync(string xml, string? root = null)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        return DatabaseKey.Of((await Get<IBlobStore>().PutAsync(bytes, Expected.Nothing, Ct)).Digest, XtceSettings.Default with { RootContainer = root });
    }

    /// <summary>Keeps packets as one segment.</summary>
    public async Task KeepAsync(DatabaseKey database, IReadOnlyList<KeptPacket> packets, ChannelKey? channel = null)
    {
        var key = channel ?? Channel;
        var (seq, before) = _places.GetValueOrDefault(key);
        using var bytes = SegmentFile.Write(key, database, packets);
        var blob = await Get<IBlobStore>().PutAsync(bytes, Expected.Nothing, Ct);
        var segment = new Segment(
            key, seq + 1, database, packets.Min(p => p.At), packets.Max(p => p.At), packets[0].Received, packets[^1].Received, before, packets.Count, blob.Digest, blob.SizeBytes);
        await Database.WriteAsync(work => SegmentStore.AddAsync(work, segment, Ct), Ct);
        _places[key] = (seq + 1, before + packets.Count);
    }

    /// <summary>Settles all that was received before a time.</summary>
    public Task<int> SettleAsync(DateTimeOffset before) => Get<SegmentSettler>().SettleAsync(before, before, Ct);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
