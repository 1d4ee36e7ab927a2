using System.Text.RegularExpressions;

namespace Gantry.Comparing;

/// <summary>As what two files are compared.</summary>
public enum Manner
{
    /// <summary>Byte by byte.</summary>
    Bytes,

    /// <summary>Line by line; how a line ends is no difference.</summary>
    Text,

    /// <summary>Row by row and column by column: CSV, TSV, JSON or JSON lines.</summary>
    Table,
}

/// <summary>How far two numbers (or instants, then in seconds) may be apart: as much as either of the two allows.</summary>
public readonly record struct Tolerance(double Absolute, double Relative = 0);

/// <summary>How two files are compared.</summary>
public sealed record ComparisonRules
{
    public static ComparisonRules OfBytes { get; } = new() { Manner = Manner.Bytes };

    public static ComparisonRules OfText { get; } = new() { Manner = Manner.Text };

    public static ComparisonRules OfTable { get; } = new() { Manner = Manner.Table };

    public Manner Manner { get; init; }

    /// <summary>The columns that say which rows belong together; without any the rows are taken in their order.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Columns that may differ.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];

    /// <summary>What each column allows, by name; <c>*</c> stands for every column that is not named.</summary>
    public IReadOnlyDictionary<string, Tolerance> Tolerances { get; init; } = new Dictionary<string, Tolerance>();

    /// <summary>Regular expressions; of a text, lines that match one of them are not looked at.</summary>
    public IReadOnlyList<string> IgnoredLines { get; init; } = [];

    /// <summary>How the table is written; looked up in its first bytes when left out.</summary>
    public TableFormat? Format { get; init; }

    /// <summary>How many differences are told one by one.</summary>
    public int MostShown { get; init; } = 20;

    /// <summary>How much memory rows may take that wait for the row with the same key in the other file.</summary>
    public long MostWaitingBytes { get; init; } = 64 << 20;

    /// <summary>What the two are called in sentences.</summary>
    public (string Left, string Right) Names { get; init; } = ("the first", "the second");

    /// <summary>What is wrong with these rules, in words; null when nothing is.</summary>
    public string? WrongWith()
    {
        if (Tolerances.FirstOrDefault(t => !(t.Value is { Absolute: >= 0 and < double.PositiveInfinity, Relative: >= 0 and < double.PositiveInfinity })) is { Key: { } column })
            return $"the tolerance of '{column}' is not a number of 0 or more";
        if (Keys.FirstOrDefault(IgnoredColumns.Contains) is { } both)
            return $"the key '{both}' cannot be ignored";
        foreach (var pattern in IgnoredLines)
        {
            try
            {
                _ = Pattern(pattern);
            }
            catch (Exception e) when (e is ArgumentException or NotSupportedException)
            {
                return $"'{pattern}' is not a regular expression that can be used here: {e.Message}";
            }
        }
        return null;
    }

    // Such expressions take linear time, whatever they and the lines are.
    internal static Regex Pattern(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
