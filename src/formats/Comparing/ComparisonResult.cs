namespace Gantry.Comparing;

public enum Outcome
{
    Same,
    Different,

    /// <summary>One of the two cannot be read as what it should be; <see cref="ComparisonResult.Problem"/> says why.</summary>
    NotComparable,
}

/// <summary>What comparing two files gave: whether they are the same, how much is not, and the first of it.</summary>
public sealed record ComparisonResult(Manner Manner, Outcome Outcome, string Sentence)
{
    public bool IsSame => Outcome == Outcome.Same;

    public string? Problem { get; init; }

    /// <summary>How much each has: bytes, lines or rows, as the manner counts.</summary>
    public long Left { get; init; }

    public long Right { get; init; }

    /// <summary>Bytes, lines or rows that both have and that differ.</summary>
    public long Differing { get; init; }

    public long OnlyLeft { get; init; }

    public long OnlyRight { get; init; }

    public IReadOnlyList<string> ColumnsOnlyLeft { get; init; } = [];

    public IReadOnlyList<string> ColumnsOnlyRight { get; init; } = [];

    /// <summary>The columns in which rows differ, those with the most rows first.</summary>
    public IReadOnlyList<ColumnDifference> Columns { get; init; } = [];

    /// <summary>The first differences, as many as the rules ask for.</summary>
    public IReadOnlyList<Difference> First { get; init; } = [];

    /// <summary>For people: the sentence, and the first differences below it.</summary>
    public IEnumerable<string> Lines() => First.Select(d => "  " + d.Sentence).Prepend(Sentence);

    internal static ComparisonResult NotComparable(Manner manner, string problem) =>
        new(manner, Outcome.NotComparable, $"They cannot be compared: {problem}.") { Problem = problem };
}

/// <summary>How much one column differs; the largest differences are null where it holds no numbers.</summary>
public sealed record ColumnDifference(string Name, long Rows, double? LargestAbsolute, double? LargestRelative);

public enum DifferenceKind
{
    Changed,
    OnlyLeft,
    OnlyRight,
}

/// <summary>One difference, in words and as data; long values are cut.</summary>
public sealed record Difference(DifferenceKind Kind, string Sentence)
{
    /// <summary>The place counted from 1 (of a byte from 0): of a byte, a line, or the line a row begins in.</summary>
    public long? LeftPlace { get; init; }

    public long? RightPlace { get; init; }

    /// <summary>Of a row with keys: their values.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    public string? Column { get; init; }

    public string? Left { get; init; }

    public string? Right { get; init; }
}
