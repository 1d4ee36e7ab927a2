using System.Globalization;
using System.Text.Json;
using Gantry.Api;
using Microsoft.Extensions.Logging;

namespace Gantry.Pipelines;

/// <summary>An answer: the file, whether it was cut, and what was asked.</summary>
internal sealed record QueryAnswer(FileStream File, bool IsCut, IReadOnlyList<QueryColumnView> Columns, IReadOnlyList<QueryTable> Tables) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => File.DisposeAsync();
}

/// <summary>Answers questions in SQL: the program of the built-in actions does it, kept apart as every step is, over the products and nothing else.</summary>
internal sealed partial class QueryDesk(
    QueryTables tables, AttemptFolder folders, StepRunners runners, StepBlobs blobs, QueryOptions options, TimeProvider clock, ILogger<QueryDesk> log) : IDisposable
{
    // Beyond the question's own time, for starting and for writing.
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly ILogger _log = log;
    private readonly SemaphoreSlim _places = new(options.AtOnce);

    public async Task<Result<QueryAnswer>> AskAsync(Scope scope, string sql, IReadOnlyDictionary<string, string> from, long most, string ending, string by, CancellationToken ct)
    {
        if (BuiltInProgram.MissingForSql is { } missing)
            return QueryFaults.Unavailable(missing);
        if (!(await tables.FindAsync(scope, sql, from, ct)).TryGet(out var found, out var fault))
            return fault;
        if (!await _places.WaitAsync(_patience, ct))
            return QueryFaults.Busy(options.AtOnce);
        var attempt = Guid.CreateVersion7(clock.GetUtcNow());
        var folder = Path.Combine(folders.All, attempt.ToString("N"));
        var began = clock.GetTimestamp();
        try
        {
            return await RunAsync(attempt, folder, sql, found, most, ending, ct);
        }
        catch (Exception e) when (e is StepRunnerException or IOException)
        {
            LogBroken(scope, e);
            return QueryFaults.Unavailable(e.Message.TrimEnd('.'));
        }
        finally
        {
            _places.Release();
            AttemptFolder.Remove(folder);
            LogAsked(by, scope, found.Count, clock.GetElapsedTime(began).TotalSeconds);
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task<Result<QueryAnswer>> RunAsync(Guid attempt, string folder, string sql, IReadOnlyList<QueryTable> found, long most, string ending, CancellationToken ct)
    {
        AttemptFolder.Open(folder);
        AttemptFolder.Open(Path.Combine(folder, StepSituation.Out));
        var (mounts, inputs) = await ShowAsync(found, ct);
        var with = JsonSerializer.Serialize(new { query = sql, most, about = $"{StepSituation.Out}/about.json", seconds = options.Time.TotalSeconds }, BuiltIn.PlainJson);
        var order = new StepOrder(attempt, folder,
        [
            BuiltInProgram.Dotnet, BuiltInProgram.Assembly, SqlBuiltIn.Action.Name, "--with", with, "--memory", options.MemoryBytes.ToString(CultureInfo.InvariantCulture), "--threads", "2",
            .. inputs, "--output", "answer", $"{StepSituation.Out}/answer{ending}",
        ])
        {
            Environment = BuiltInProgram.Variables(options.MemoryBytes), Mounts = [.. mounts, .. BuiltInProgram.MountsOf(SqlBuiltIn.Action.Name)],
            MemoryBytes = options.MemoryBytes, Processors = 2, TimeLimit = options.Time + _grace, DiskBytes = options.DiskBytes,
        };
        var voice = new QueryVoice();
        var exit = await (await runners.PickAsync(order, ct)).RunAsync(order, voice, ct);
        ct.ThrowIfCancellationRequested();
        return exit switch
        {
            { End: StepEnd.Exited, Code: 0 } => await ReadAsync(folder, ending, found, ct),
            { End: StepEnd.Exited } => QueryFaults.Refused(voice.Text.Length > 0 ? voice.Text : $"The question could not be asked; it ended with {exit.Code}."),
            { End: StepEnd.TimeLimit } => QueryFaults.TooMuch($"more than {options.Time.TotalSeconds:0} s (query.time)"),
            { End: StepEnd.MemoryLimit } => QueryFaults.TooMuch($"more than {options.MemoryBytes / 1_000_000} MB of memory (query.memory)"),
            { End: StepEnd.DiskLimit } => QueryFaults.TooMuch($"more than {options.DiskBytes / 1_000_000} MB of disk"),
            _ => QueryFaults.TooMuch($"an end nobody asked for, by signal {exit.Code}"),
        };
    }

    private async Task<(List<StepMount> Mounts, List<string> Words)> ShowAsync(IReadOnlyList<QueryTable> found, CancellationToken ct)
    {
        var (mounts, words) = (new List<StepMount>(), new List<string>());
        for (var i = 0; i < found.Count; i++)
        {
            var place = $"{StepSituation.In}/{i}";
            foreach (var product in found[i].Products)
                mounts.Add(new(await blobs.FileAsync(product.Blob.Digest, ct), $"{place}/{product.Name}"));
            words.AddRange(["--input", found[i].Name, found[i].IsMany ? place : $"{place}/{found[i].Products[0].Name}"]);
        }
        return (mounts, words);
    }

    private static async Task<Result<QueryAnswer>> ReadAsync(string folder, string ending, IReadOnlyList<QueryTable> found, CancellationToken ct)
    {
        var place = Path.Combine(folder, StepSituation.Out);
        if ((RegularFiles.WhyNot(place, "answer" + ending) ?? RegularFiles.WhyNot(place, "about.json")) is { } odd)
            return QueryFaults.Refused($"The answer cannot be read: {odd}.");
        var about = JsonSerializer.Deserialize<About>(await File.ReadAllBytesAsync(Path.Combine(place, "about.json"), ct), JsonSerializerOptions.Web)!;
        // It is gone with the folder as soon as it is read: an open file outlives its name.
        var file = new FileStream(Path.Combine(place, "answer" + ending), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 << 10, FileOptions.Asynchronous | FileOptions.SequentialScan);
        return new QueryAnswer(file, about.IsCut, about.Columns, found);
    }

    private sealed record About(bool IsCut, IReadOnlyList<QueryColumnView> Columns);

    [LoggerMessage(3100, LogLevel.Information, "{Principal} asked {Tables} tables of {Scope} with SQL, in {Seconds:0.0} s")]
    private partial void LogAsked(string principal, Scope scope, int tables, double seconds);

    [LoggerMessage(3101, LogLevel.Error, "A question over {Scope} could not be asked")]
    private partial void LogBroken(Scope scope, Exception e);
}
