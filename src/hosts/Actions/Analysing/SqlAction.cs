using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gantry.DuckDb;

namespace Gantry.Actions;

/// <summary>Asks one question over the inputs, and writes the answer to a file.</summary>
internal static partial class SqlAction
{
    /// <summary>What does not fit into memory goes here; beside what the step writes, so it counts as that.</summary>
    public const string TemporaryFolder = ".duckdb";

    // The rest of the step's memory is for the program itself and for what DuckDB does not count.
    private const long OwnBytes = 150 << 20;

    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(500);

    public static async Task RunAsync(ActionOrder order, ActionVoice voice, CancellationToken ct)
    {
        var with = order.With<SqlWith>();
        var output = order.OnlyOutput;
        var format = with.Format ?? FileKinds.Of(output) ?? throw new ActionMisusedException($"what to write to {output} cannot be told by its name; end it with .parquet, .csv or .json, or say format");
        try
        {
            using var session = Open(order);
            var files = TableViews.Make(session, order.Inputs, with.Read);
            session.Lock([.. files, output]);
            if (session.WhyNoQuestion(with.Query, out _) is { } why)
                throw new ActionRefusedException($"this query cannot be asked: {why}");
            using var finished = new CancellationTokenSource();
            var watching = WatchAsync(session, voice, with.Seconds, ct, finished.Token);
            try
            {
                Answer(session, order, with, output, format, voice);
            }
            finally
            {
                await finished.CancelAsync();
                await watching;
            }
        }
        catch (DuckDbException e)
        {
            ct.ThrowIfCancellationRequested();
            throw new ActionRefusedException(Explain(e.Message, order, with));
        }
        finally
        {
            if (Directory.Exists(TemporaryFolder))
                Directory.Delete(TemporaryFolder, recursive: true);
        }
    }

    public static DuckSession Open(ActionOrder order) => DuckSession.Open(new()
    {
        MemoryBytes = Math.Max(order.MemoryBytes - OwnBytes, order.MemoryBytes / 2) * 4 / 5, Threads = order.Threads, TemporaryFolder = TemporaryFolder,
    });

    private static void Answer(DuckSession session, ActionOrder order, SqlWith with, string output, FileKind format, ActionVoice voice)
    {
        // The line break ends a comment with which the query may end.
        var question = with.Query.TrimEnd().TrimEnd(';') + "\n";
        var cut = with.Most is { } most ? $"select * from (\n{question}) limit {(most + 1).ToString(CultureInfo.InvariantCulture)}" : question;
        var rows = Copy(session, $"copy (\n{cut}) to {Sql.Text(output)} ({Written(output, format)})", order, with.Most is null ? 1 : 2);
        voice.Say($"{rows:N0} {(rows == 1 ? "row" : "rows")}");
        if (with.About is { } about)
            File.WriteAllText(about, JsonSerializer.Serialize(new { rows }, JsonSerializerOptions.Web));
    }

    // The place that DuckDB names is one in the whole statement, of which the query begins some lines further on.
    private static long Copy(DuckSession session, string statement, ActionOrder order, int linesBefore)
    {
        try
        {
            return session.Execute(statement, order.Values);
        }
        catch (DuckDbException e)
        {
            throw new DuckDbException(Place().Replace(e.Message, m => $"LINE {int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) - linesBefore}:"));
        }
    }

    [GeneratedRegex(@"(?<=^|\n)LINE (\d+):")]
    private static partial Regex Place();

    private static string Written(string output, FileKind format) => format switch
    {
        FileKind.Parquet => "format parquet, compression zstd",
        FileKind.Json => $"format json, array {(FileKinds.IsLines(output) ? "false" : "true")}",
        _ => $"format csv, header true{(Path.GetExtension(output) == ".tsv" ? ", delim '\t'" : "")}",
    };

    private static async Task WatchAsync(DuckSession session, ActionVoice voice, double? seconds, CancellationToken ct, CancellationToken finished)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, finished);
        using var timer = new PeriodicTimer(_look);
        using var late = seconds is { } limit ? new CancellationTokenSource(TimeSpan.FromSeconds(limit)) : new();
        await using var interrupting = late.Token.Register(session.Interrupt);
        await using var stopping = ct.Register(session.Interrupt);
        try
        {
            while (await timer.WaitForNextTickAsync(either.Token))
            {
                if (session.Share is { } share)
                    voice.Tell(share, "asking");
            }
        }
        catch (OperationCanceledException)
        {
            // The question is answered, or is not to be.
        }
    }

    private static string Explain(string message, ActionOrder order, SqlWith with)
    {
        if (message.StartsWith("INTERRUPT", StringComparison.Ordinal))
            return $"the query was not done after {with.Seconds:0} s";
        var missing = order.Inputs.Where(i => i.Value.Files.Count == 0).Select(i => i.Key).ToList();
        return missing.Count > 0 && message.StartsWith("Catalog Error", StringComparison.Ordinal)
            ? $"{message}\nNothing was there for {string.Join(", ", missing)}, so there is no such table."
            : message;
    }
}
