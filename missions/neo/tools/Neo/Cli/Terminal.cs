using System.Diagnostics;
using System.Globalization;

namespace Neo.Cli;

/// <summary>Where a tool speaks: progress and results on one side, refusals on the other.</summary>
internal sealed class Terminal(TextWriter output, TextWriter errors)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(300);
    private long? _lastProgress;

    public void Say(string text) => output.WriteLine(text);

    /// <summary>The one line that the engine makes a bar of; at most three a second.</summary>
    public void Progress(double share, string what)
    {
        if (_lastProgress is { } last && Stopwatch.GetElapsedTime(last) < _pause && share < 1)
            return;
        _lastProgress = Stopwatch.GetTimestamp();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"progress {Math.Clamp(share, 0, 1):0.00} {what}"));
        output.Flush();
    }

    /// <summary>Does something with each, and tells how far it is.</summary>
    public IEnumerable<T> Following<T>(IReadOnlyList<T> items, string what)
    {
        for (var i = 0; i < items.Count; i++)
        {
            Progress((double)i / items.Count, $"{what} {i + 1} of {items.Count}");
            yield return items[i];
        }
        Progress(1, what);
    }

    public int SayNo(Refusal refusal)
    {
        errors.WriteLine($"refused: {refusal.Code}: {refusal.Message}");
        return ExitCode.SaidNo;
    }

    public void Complain(string text) => errors.WriteLine(text);
}
