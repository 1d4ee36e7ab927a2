using System.Text.RegularExpressions;
using Gantry.Comparing;

namespace Gantry.Actions;

/// <summary>One column's rule, and what has been seen of it so far.</summary>
internal sealed class ColumnCheck
{
    private readonly ColumnRule _rule;
    private readonly Regex? _pattern;
    private readonly HashSet<string>? _oneOf;
    private readonly double? _from;
    private readonly double? _to;
    private readonly UniqueValues? _seen;
    private (double Value, string Text, long Line)? _last;
    private (double Value, string Text)? _least;
    private (double Value, string Text)? _largest;
    private string? _firstOfOtherKind;
    private long _filled;
    private long _empty;
    private long _otherKind;
    private long _refused;

    public ColumnCheck(string name, ColumnRule rule)
    {
        (Name, _rule) = (name, rule);
        (_from, _to) = (Bound(rule.From), Bound(rule.To));
        _oneOf = rule.OneOf?.ToHashSet(StringComparer.Ordinal);
        _seen = rule.Unique ? new() : null;
        if (rule.Rises && rule.Kind is ValueKind.Text or ValueKind.Flag)
            throw new ActionMisusedException($"the column '{name}' cannot rise: only numbers and times do");
        try
        {
            _pattern = rule.Pattern is null ? null : new($@"\A(?:{rule.Pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new ActionMisusedException($"the pattern of '{name}' cannot be used: {e.Message}");
        }
    }

    public string Name { get; }

    public bool IsOptional => _rule.Optional;

    /// <summary>Whether most of its values are of another kind than they should be.</summary>
    public string? Drift => _otherKind * 2 > _filled
        ? $"'{Name}' should be {Word(_rule.Kind)} and is not in {_otherKind:N0} of {_filled:N0} rows, the first being '{_firstOfOtherKind}'"
        : null;

    /// <summary>Why a row is refused for this column; null when it is not.</summary>
    public string? WhyNot(Cell cell, long line)
    {
        var why = Judge(cell, line);
        _refused += why is null ? 0 : 1;
        return why;
    }

    public CheckLine Line(bool isTolerated) => new(Name, _refused == 0 ? CheckOutcome.Passed : isTolerated ? CheckOutcome.Tolerated : CheckOutcome.Failed,
        _refused == 0 ? $"{Name} is {Word(_rule.Kind)} in all {_filled:N0} values{Range()}." : $"{_refused:N0} {(_refused == 1 ? "row was" : "rows were")} refused for {Name}.")
    {
        Figures = new Dictionary<string, object?>
        {
            ["filled"] = _filled, ["empty"] = _empty, ["refused"] = _refused, ["least"] = _least?.Text, ["largest"] = _largest?.Text,
        },
    };

    private string? Judge(Cell cell, long line)
    {
        if (cell.IsEmpty)
        {
            _empty++;
            return _rule.Filled ? $"{Name} is empty" : null;
        }
        _filled++;
        var text = cell.Text!;
        if (!Values.TryRead(cell, _rule.Kind, out var value))
        {
            _otherKind++;
            _firstOfOtherKind ??= Cut(text);
            return $"{Name} is no {Word(_rule.Kind).Split(' ')[^1]}: '{Cut(text)}'";
        }
        if (_rule.Kind is not (ValueKind.Text or ValueKind.Flag))
            Note(value, text);
        return WhyOutside(value, text) ?? WhyAgain(text, line) ?? WhyFalls(value, text, line);
    }

    private string? WhyOutside(double value, string text) =>
        value < _from ? $"{Name} is {Cut(text)}, less than {_rule.From}"
        : value > _to ? $"{Name} is {Cut(text)}, more than {_rule.To}"
        : _oneOf?.Contains(text) is false ? $"{Name} is '{Cut(text)}', none of {string.Join(", ", _oneOf.Take(10))}"
        : _pattern?.IsMatch(text) is false ? $"{Name} is '{Cut(text)}', which does not match {_rule.Pattern}"
        : null;

    private string? WhyAgain(string text, long line) => _seen?.FirstLineOf(text, line) is { } first ? $"{Name} is '{Cut(text)}', as in line {first}" : null;

    private string? WhyFalls(double value, string text, long line)
    {
        if (!_rule.Rises)
            return null;
        if (_last is { } last && value < last.Value)
            return $"{Name} falls from {last.Text} in line {last.Line} to {Cut(text)}";
        _last = (value, Cut(text), line);
        return null;
    }

    private void Note(double value, string text)
    {
        if (_least is null || value < _least.Value.Value)
            _least = (value, Cut(text));
        if (_largest is null || value > _largest.Value.Value)
            _largest = (value, Cut(text));
    }

    private double? Bound(string? text) =>
        text is null ? null
        : _rule.Kind is ValueKind.Text or ValueKind.Flag ? throw new ActionMisusedException($"'from' and 'to' of '{Name}' need kind: number, whole or time")
        : Values.TryBound(text, _rule.Kind, out var bound) ? bound
        : throw new ActionMisusedException($"'{text}' is no bound for the column '{Name}', which is {Word(_rule.Kind)}");

    private string Range() => _least is { } least && _largest is { } largest ? $", from {least.Text} to {largest.Text}" : "";

    private static string Cut(string text) => text.Length <= 80 ? text : text[..80] + "…";

    private static string Word(ValueKind kind) => kind switch
    {
        ValueKind.Whole => "a whole number",
        ValueKind.Number => "a number",
        ValueKind.Flag => "true or false",
        ValueKind.Time => "a time",
        _ => "text",
    };
}
