using Spectre.Console;

namespace Gantry.Cli;

/// <summary>Progress bars with rate and time left, on standard error and only where somebody looks.</summary>
internal sealed class Transfers
{
    // A bar for something that is over at once would only flicker.
    private const long WorthABarBytes = 1 << 20;

    private readonly ProgressContext? _context;
    private readonly ProgressTask? _all;

    private Transfers(ProgressContext? context, int count, long bytes)
    {
        _context = context;
        _all = count > 1 ? context?.AddTask($"{count} files", maxValue: Math.Max(1, bytes)) : null;
    }

    /// <summary>Moves some files, showing how far it has come.</summary>
    /// <param name="call">Whose terminal.</param>
    /// <param name="count">How many files.</param>
    /// <param name="bytes">How many bytes in all.</param>
    /// <param name="move">Moves them, and asks for a bar for each.</param>
    public static Task ShowAsync(Call call, int count, long bytes, Func<Transfers, Task> move)
    {
        if (!call.Terminal.IsErrorSeen || !call.Terminal.MayUseAnsi || call.IsJson || bytes < WorthABarBytes)
            return move(new(null, count, bytes));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(call.Terminal.Error) });
        return console.Progress().AutoClear(true).HideCompleted(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(context => move(new(context, count, bytes)));
    }

    public IProgress<long> Begin(string name, long bytes) =>
        new Bar(_context is not null && (bytes >= WorthABarBytes || _all is null) ? _context.AddTask(Markup.Escape(Shorten(name)), maxValue: Math.Max(1, bytes)) : null, _all);

    private static string Shorten(string name) => name.Length <= 40 ? name : $"{name[..18]}…{name[^21..]}";

    private sealed class Bar(ProgressTask? own, ProgressTask? all) : IProgress<long>
    {
        private long _last;

        public void Report(long value)
        {
            if (own is not null)
                own.Value = value;
            // An attempt that begins again takes back what the one before had counted.
            all?.Increment(value - _last);
            _last = value;
        }
    }
}
