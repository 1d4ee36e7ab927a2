namespace Gantry.Comparing;

/// <summary>
/// Goes through two texts side by side. Where they part, it looks for the nearest place where they meet again, at most
/// some hundred lines on; a larger piece of new text is told as changed lines, never as the same.
/// </summary>
internal sealed class LineComparer(Stream left, Stream right, ComparisonRules rules)
{
    private const int Ahead = 400;

    // One equal line is often a brace or a blank one, by chance.
    private const int MeetingLines = 2;

    private readonly List<Difference> _first = [];
    private long _changed;
    private long _onlyLeft;
    private long _onlyRight;

    public async Task<ComparisonResult> CompareAsync(CancellationToken ct)
    {
        var ignored = rules.IgnoredLines.Select(ComparisonRules.Pattern).ToList();
        using var a = new LineWindow(left, ignored);
        using var b = new LineWindow(right, ignored);
        while (true)
        {
            var (hasLeft, hasRight) = (await a.LookAsync(1, ct) > 0, await b.LookAsync(1, ct) > 0);
            if (!hasLeft && !hasRight)
                break;
            if (hasLeft && hasRight && a[0] == b[0])
            {
                a.Skip(1);
                b.Skip(1);
                continue;
            }
            var (skipLeft, skipRight) = Meeting(a, await a.LookAsync(Ahead, ct), b, await b.LookAsync(Ahead, ct));
            Tell(a, skipLeft, b, skipRight);
            a.Skip(skipLeft);
            b.Skip(skipRight);
        }
        return Result(a.Count, b.Count);
    }

    private static (int Left, int Right) Meeting(LineWindow a, int countLeft, LineWindow b, int countRight)
    {
        for (var distance = 1; distance <= countLeft + countRight; distance++)
        {
            for (var i = Math.Max(0, distance - countRight); i <= Math.Min(distance, countLeft); i++)
            {
                if (DoMeet(a, i, countLeft, b, distance - i, countRight))
                    return (i, distance - i);
            }
        }
        // Half of it, so that what lies across the windows' ends is still met.
        return (Math.Min(Ahead / 2, countLeft), Math.Min(Ahead / 2, countRight));
    }

    private static bool DoMeet(LineWindow a, int i, int countLeft, LineWindow b, int j, int countRight)
    {
        // Both at their windows' ends is a meeting where the windows end with the files.
        var (restLeft, restRight) = (countLeft - i, countRight - j);
        if (restLeft == 0 || restRight == 0)
            return restLeft == restRight && countLeft < Ahead && countRight < Ahead;
        var lines = Math.Min(MeetingLines, Math.Min(restLeft, restRight));
        for (var k = 0; k < lines; k++)
        {
            if (a[i + k] != b[j + k])
                return false;
        }
        return lines == MeetingLines || restLeft == restRight;
    }

    private void Tell(LineWindow a, int skipLeft, LineWindow b, int skipRight)
    {
        var both = Math.Min(skipLeft, skipRight);
        _changed += both;
        _onlyLeft += skipLeft - both;
        _onlyRight += skipRight - both;
        for (var i = 0; i < Math.Max(skipLeft, skipRight) && _first.Count < rules.MostShown; i++)
        {
            var (l, r) = (i < skipLeft ? a[i] : null, i < skipRight ? b[i] : null);
            _first.Add(new(l is null ? DifferenceKind.OnlyRight : r is null ? DifferenceKind.OnlyLeft : DifferenceKind.Changed, Sentence(l, r))
            {
                LeftPlace = l?.Number,
                RightPlace = r?.Number,
                Left = l is null ? null : Wording.Cut(l.Text),
                Right = r is null ? null : Wording.Cut(r.Text),
            });
        }
    }

    private string Sentence(TextLine? l, TextLine? r) => (l, r) switch
    {
        ({ } a, { } b) when Wording.Cut(a.Text) != Wording.Cut(b.Text) => $"line {a.Number}: {Wording.Quote(a.Text)} and {(b.Number == a.Number ? "" : $"in line {b.Number} ")}{Wording.Quote(b.Text)}",
        ({ } a, { } b) => $"line {a.Number} and {b.Number}: both begin {Wording.Quote(a.Text)} and differ further on; they have {Wording.Count(a.LengthBytes, "byte")} and {Wording.Count(b.LengthBytes, "byte")}",
        ({ } a, _) => $"line {a.Number} stands only in {rules.Names.Left}: {Wording.Quote(a.Text)}",
        (_, { } b) => $"line {b.Number} stands only in {rules.Names.Right}: {Wording.Quote(b.Text)}",
        _ => "",
    };

    private ComparisonResult Result(long countLeft, long countRight)
    {
        var isSame = _changed + _onlyLeft + _onlyRight == 0;
        string[] parts =
        [
            .. _changed > 0 ? [$"{Wording.Count(_changed, "line differs", "lines differ")}"] : Array.Empty<string>(),
            .. _onlyLeft > 0 ? [$"{Wording.Count(_onlyLeft, "line stands", "lines stand")} only in {rules.Names.Left}"] : Array.Empty<string>(),
            .. _onlyRight > 0 ? [$"{Wording.Count(_onlyRight, "line stands", "lines stand")} only in {rules.Names.Right}"] : Array.Empty<string>(),
        ];
        return new(Manner.Text, isSame ? Outcome.Same : Outcome.Different,
            isSame ? $"They are the same, {Wording.Count(countLeft, "line")}." : $"{string.Join(", ", parts)}; they have {countLeft:N0} and {Wording.Count(countRight, "line")}.")
        {
            Left = countLeft,
            Right = countRight,
            Differing = _changed,
            OnlyLeft = _onlyLeft,
            OnlyRight = _onlyRight,
            First = _first,
        };
    }
}
