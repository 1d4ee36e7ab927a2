using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gantry.DuckDb;

namespace Gantry.Actions;

/// <summary>Asks one question over the inputs, and writes the answer to a file.</summary>
internal static partial class SqlAction
{
    private const string AnswerFile = "answer.parquet";

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
            Directory.CreateDirectory(order.TemporaryFolder);
            using var session = Open(order);
            var files = TableViews.Make(session, order, with.Read);
            session.Lock([.. files, output, Path.Combine(order.TemporaryFolder, AnswerFile)]);
            if (session.WhyNoQuestion(with.Query) is { } why)
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
            if (Directory.Exists(order.TemporaryFolder))
                Directory.Delete(order.TemporaryFolder, recursive: true);
        }
    }

    public static DuckSession Open(ActionOrder order) => DuckSession.Open(new()
    {
        MemoryBytes = Math.Max(order.MemoryBytes - OwnBytes, order.MemoryBytes / 2) * 4 / 5, Threads = order.Threads, TemporaryFolder = order.TemporaryFolder,
    });

    private static void Answer(DuckSession session, ActionOrder order, SqlWith with, string output, FileKind format, ActionVoice voice)
    {
        // The line break ends a comment with which the query may end.
        var question = with.Query.TrimEnd().TrimEnd(';') + "\n";
        var isCut = false;
        var rows = with.Most is { } most
            ? Cut(session, order, question, most, output, format, out isCut)
            : Copy(session, $"copy (\n{question}) to {Sql.Text(output)} ({Written(output, format)})", order);
        voice.Say($"{rows:N0} {(rows == 1 ? "row" : "rows")}{(isCut ? ", and there are more" : "")}");
        if (with.About is { } about)
            File.WriteAllText(about, JsonSerializer.Serialize(new { rows, isCut, columns = Columns(session, question) }, JsonSerializerOptions.Web));
    }

    // One row more than wanted is asked for, to know whether there is one.
    private static long Cut(DuckSession session, ActionOrder order, string question, long most, string output, FileKind format, out bool isCut)
    {
        var (limit, all) = (most.ToString(CultureInfo.InvariantCulture), Path.Combine(order.TemporaryFolder, AnswerFile));
        var found = Copy(session, $"copy (select * from (\n{question}) limit {limit} + 1) to {Sql.Text(all)} (format parquet)", order);
        isCut = found > most;
        return Copy(session, $"copy (select * from read_parquet({Sql.Text(all)}) limit {limit}) to {Sql.Text(output)} ({Written(output, format)})", order);
    }

    private static IEnumerable<object> Columns(DuckSession session, string question) =>
        session.Ask($"describe {question}").Select(column => (object)new { name = column[0], type = column[1] });

    // The place that DuckDB names is one in the whole statement, of which the query begins some lines further on.
    private static long Copy(DuckSession session, string statement, ActionOrder order)
    {
        try
        {
            return session.Execute(statement, order.Values);
        }
        catch (DuckDbException e)
        {
            throw new DuckDbException(Place().Replace(e.Message, m => $"LINE {int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) - 1}:"));
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
        if (message.StartsWith("Out of Memory", StringComparison.Ordinal))
            return $"the query wants more memory than it may take ({order.MemoryBytes / 1_000_000} MB for the whole step); ask for less, or give more. DuckDB says: {message}";
        var missing = order.Inputs.Where(i => i.Value.Files.Count == 0).Select(i => i.Key).ToList();
        return missing.Count > 0 && message.StartsWith("Catalog Error", StringComparison.Ordinal)
            ? $"{message}\nNothing was there for {string.Join(", ", missing)}, so there is no such table."
            : message;
    }
}
