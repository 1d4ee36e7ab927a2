using System.Text.RegularExpressions;

namespace Gantry.Comparing;

/// <summary>The next lines of one file, as far as has been looked ahead.</summary>
internal sealed class LineWindow(Stream stream, IReadOnlyList<Regex> ignored) : IDisposable
{
    private readonly LineReader _reader = new(stream);
    private readonly List<TextLine> _ahead = [];
    private int _gone;

    public long Count { get; private set; }

    /// <summary>How many lines are at hand, at most so many; fewer only where the file ends.</summary>
    public async ValueTask<int> LookAsync(int lines, CancellationToken ct)
    {
        while (_ahead.Count - _gone < lines && await _reader.ReadAsync(ct) is { } line)
        {
            if (ignored.Any(pattern => pattern.IsMatch(line.Text)))
                continue;
            _ahead.Add(line);
            Count++;
        }
        return Math.Min(lines, _ahead.Count - _gone);
    }

    public TextLine this[int index] => _ahead[_gone + index];

    public void Skip(int lines)
    {
        _gone += lines;
        if (_gone < 1024)
            return;
        _ahead.RemoveRange(0, _gone);
        _gone = 0;
    }

    public void Dispose() => _reader.Dispose();
}
