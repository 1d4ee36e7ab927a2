using System.Text;
using Gantry.Local;
using Gantry.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gantry.Pipelines.Tests;

/// <summary>The engine on SQLite and a folder, with plain processes, a mission and a catalogue in memory.</summary>
internal sealed class House : IAsyncDisposable
{
    private readonly TempFolder _folder = new("pipelines");
    private ServiceProvider _services = null!;

    public static readonly Scope Ops = new("demo", "ops");

    public MemoryReleases Releases { get; private set; } = null!;
    public MemoryShelf Shelf { get; private set; } = null!;
    public ObedientSecrets Secrets { get; } = new();
    public RunDesk Desk => _services.GetRequiredService<RunDesk>();
    public RunStore Runs => _services.GetRequiredService<RunStore>();
    public IDatabase Database => _services.GetRequiredService<IDatabase>();
    public IBlobStore Blobs => _services.GetRequiredService<IBlobStore>();
    public string Folder => _folder.Path;

    public static Task<House> StartAsync(string pipeline, params (string Path, string Content)[] files) => StartAsync(pipeline, atOnce: 2, files);

    public static async Task<House> StartAsync(string pipeline, int atOnce, params (string Path, string Content)[] files)
    {
        var house = new House();
        await house.OpenAsync(atOnce);
        await house.ApplyAsync(pipeline, files);
        return house;
    }

    public Task<Digest> ApplyAsync(string pipeline, params (string Path, string Content)[] files) =>
        Releases.ApplyAsync([("pipelines/night.yaml", pipeline), ("types.yaml", "types: [{ name: OBS }, { name: TABLE }]\n"), .. files]);

    public async Task<Run> RunAsync(Dictionary<string, string>? parameters = null, params string[] products) => await EndOfAsync(await BeginAsync(parameters, products));

    public async Task<Guid> BeginAsync(Dictionary<string, string>? parameters = null, params string[] products) =>
        (await Desk.StartAsync(Ops, "night", parameters ?? [], products, "somebody", Ct)).OrThrow().Id;

    public async Task<Run> EndOfAsync(Guid id)
    {
        await Eventually.HoldsAsync(async () => (await Runs.FindAsync(id, Ct))!.HasEnded, $"the run {id} ended");
        return (await Runs.FindAsync(id, Ct))!;
    }

    public async Task<Dictionary<string, RunStep>> StepsAsync(Guid run) => (await Runs.StepsAsync(run, -1, "", 1000, Ct)).ToDictionary(s => s.Name);

    public async Task<StepState?> StateAsync(Guid run, string step) => (await StepsAsync(run)).GetValueOrDefault(step)?.State;

    public async Task<string> MadeAsync(Guid run, string step, string output, int place = 0)
    {
        var file = await _services.GetRequiredService<OutputStore>().FindAsync(run, step, output, place, Ct);
        await using var content = (await Blobs.OpenAsync(file!.Blob.Digest, 0, null, Ct))!;
        return await new StreamReader(content, Encoding.UTF8).ReadToEndAsync(Ct);
    }

    public async Task<string> LogAsync(Guid run, string step)
    {
        var logs = _services.GetRequiredService<LogReader>();
        using var said = new MemoryStream();
        await foreach (var piece in logs.ReadAsync((await logs.FindAsync(run, step, null, Ct))!, 0, follow: false, Ct))
            await said.WriteAsync(piece.Bytes, Ct);
        return Encoding.UTF8.GetString(said.ToArray());
    }

    /// <summary>What is published from now on starts runs.</summary>
    public Task FollowsAsync() => Eventually.HoldsAsync(
        async () => await Database.ReadAsync(s => s.FirstAsync($"select count(*) from core_cursor where consumer = {"pipelines.triggers"}", row => row.Number(0), Ct), Ct) == 1, "publications are followed");

    public async Task<IReadOnlyList<string>> ToldAsync() =>
        [.. (await _services.GetRequiredService<Journal>().ReadAsync(JournalFilter.All, 0, 1000, Ct)).Select(e => e.Kind)];

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Begins a batch and waits for its end.</summary>
    public async Task<(Batch Batch, List<Run> Runs)> BatchAsync(BatchKind kind, BatchAsk asked)
    {
        var batch = await Get<BatchDesk>().BeginAsync((await Get<BatchDesk>().DraftAsync(Ops, "night", kind, asked, "somebody", Ct)).OrThrow(), Ct);
        return await EndOfBatchAsync(batch.Id);
    }

    public async Task<(Batch Batch, List<Run> Runs)> EndOfBatchAsync(Guid id)
    {
        await Eventually.HoldsAsync(async () => (await Get<BatchStore>().FindAsync(id, Ct))!.EndedAt is not null, $"the batch {id} ended");
        var runs = await Runs.ListAsync(new(Ops.Mission!, Ops.Environment!, Batch: id), Guid.AllBitsSet, 1000, Ct);
        runs.Reverse();
        return ((await Get<BatchStore>().FindAsync(id, Ct))!, runs);
    }

    public Task StopAsync() => Task.WhenAll(_services.GetServices<IHostedService>().Select(s => s.StopAsync(CancellationToken.None)));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task OpenAsync(int atOnce)
    {
        var lake = new FolderBlobStore(_folder.At("lake"));
        (Releases, Shelf) = (new(lake), new(lake));
        var settings = Settings.Compose(PipelineOptions.Keys, [("steps.folder", _folder.At("steps"), "test"), ("steps.at-once", $"{atOnce}", "test")]).OrThrow();
        _services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new Node("here"))
            .AddSingleton(new LeaseOptions())
            .AddSingleton<IDatabase>(p => new SqliteDatabase(_folder.At("gantry.sqlite"), TimeProvider.System, p.GetRequiredService<ILogger<SqliteDatabase>>()))
            .AddSingleton<IBlobStore>(lake).AddSingleton<Journal>().AddSingleton<WorkQueue>().AddSingleton<Leases>()
            .AddSingleton<IMissionReleases>(Releases).AddSingleton<IProductShelf>(Shelf).AddSingleton<ISecrets>(Secrets)
            .AddSingleton(p => new StepRunners([], new ProcessRunner(new(), TimeProvider.System), p.GetRequiredService<ILogger<StepRunners>>()))
            .AddPipelines(settings)
            .BuildServiceProvider();
        await Database.MigrateAsync([new("core", typeof(IDatabase).Assembly), PipelinesArea.Describe.Schema!], Ct);
        foreach (var service in _services.GetServices<IHostedService>())
            await service.StartAsync(CancellationToken.None);
    }
}
