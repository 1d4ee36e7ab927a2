using System.Text.Json.Serialization;

namespace Gantry.Actions;

/// <summary>What <c>uses: check</c> is told: what a table must be like.</summary>
internal sealed record CheckWith
{
    /// <summary>How the input is written; what its name says when left out.</summary>
    public FileKind? Format { get; init; }

    public RowsRule Rows { get; init; } = new();

    public Dictionary<string, ColumnRule> Columns { get; init; } = [];

    /// <summary>Columns that together stand once.</summary>
    public string[] Unique { get; init; } = [];

    /// <summary>What becomes of columns that are not named.</summary>
    public OtherColumns Others { get; init; } = OtherColumns.Allow;

    /// <summary>How many rows may be refused: a number, or a share such as 2%.</summary>
    public Allowance Refused { get; init; } = new(0, null);

    /// <summary>How the table is compared with the input named reference, if there is one.</summary>
    public CompareWith? Reference { get; init; }
}

internal sealed record RowsRule(long Least = 0, long? Most = null);

internal enum OtherColumns
{
    Allow,
    Refuse,
}

internal enum ValueKind
{
    Text,
    Whole,
    Number,
    Flag,
    Time,
}

/// <summary>What the values of one column must be like.</summary>
internal sealed record ColumnRule
{
    public ValueKind Kind { get; init; } = ValueKind.Text;

    /// <summary>Whether the column may be missing as a whole.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether every row has a value.</summary>
    public bool Filled { get; init; }

    [JsonConverter(typeof(ScalarReader))]
    public string? From { get; init; }

    [JsonConverter(typeof(ScalarReader))]
    public string? To { get; init; }

    public string[]? OneOf { get; init; }

    /// <summary>A regular expression that covers the whole value.</summary>
    public string? Pattern { get; init; }

    public bool Unique { get; init; }

    /// <summary>Whether no value is before that of the row above.</summary>
    public bool Rises { get; init; }
}

/// <summary>So many rows, or such a share of all.</summary>
[JsonConverter(typeof(AllowanceReader))]
internal sealed record Allowance(long Rows, double? Share)
{
    public bool Holds(long refused, long all) => Share is { } share ? refused <= share * all : refused <= Rows;
}
