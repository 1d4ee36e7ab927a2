using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Gantry;

/// <summary>
/// A statement written as an interpolated string in which every hole becomes a parameter, so that a value can never
/// become SQL. Holes may be text, numbers, booleans, times, ids, digests, nulls, lists (for <c>in</c>) and other SqlText.
/// </summary>
[InterpolatedStringHandler]
public sealed class SqlText
{
    private readonly StringBuilder _text;
    private readonly List<object> _values = [];
    private string? _asText;

    public SqlText(int literalLength, int formattedCount) => _text = new(literalLength + (formattedCount * 4));

    /// <summary>A fragment from an interpolated string, where no parameter type says so.</summary>
    public static SqlText Of(SqlText text) => text;

    /// <summary>A fragment without values, from a constant of the program (never from input).</summary>
    public static SqlText Constant(string sql)
    {
        var text = new SqlText(sql.Length, 0);
        text.AppendLiteral(sql);
        return text;
    }

    /// <summary>Joins fragments, for conditions and rows that are known only at run time.</summary>
    public static SqlText Join(string separator, IEnumerable<SqlText> parts)
    {
        var joined = new SqlText(64, 0);
        var first = true;
        foreach (var part in parts)
        {
            if (!first)
                joined.AppendLiteral(separator);
            joined.AppendFormatted(part);
            first = false;
        }
        return joined;
    }

    public void AppendLiteral(string literal) => _text.Append(literal);

    public void AppendFormatted(string? value) => AddValue(value);
    public void AppendFormatted(long value) => AddValue(value);
    public void AppendFormatted(long? value) => AddValue(value);
    public void AppendFormatted(bool value) => AddValue(value ? 1L : 0L);
    public void AppendFormatted(double value) => AddValue(value);
    public void AppendFormatted(Guid value) => AddValue(value.ToString("D"));
    public void AppendFormatted(Guid? value) => AddValue(value?.ToString("D"));
    public void AppendFormatted(Digest value) => AddValue(value.Hex);
    public void AppendFormatted(Digest? value) => AddValue(value?.Hex);
    public void AppendFormatted(DateTimeOffset value) => AddValue(value.ToUnixTimeMilliseconds());
    public void AppendFormatted(DateTimeOffset? value) => AddValue(value?.ToUnixTimeMilliseconds());

    /// <summary>A list becomes <c>(@a, @b)</c>; an empty one matches nothing.</summary>
    public void AppendFormatted(IReadOnlyCollection<string> values)
    {
        if (values.Count == 0)
        {
            _text.Append("(null)");
            return;
        }
        var separator = '(';
        foreach (var value in values)
        {
            _text.Append(separator);
            AddValue(value);
            separator = ',';
        }
        _text.Append(')');
    }

    /// <summary>Another statement's text and values are spliced in.</summary>
    public void AppendFormatted(SqlText part)
    {
        var from = 0;
        var inner = part.Text;
        foreach (var value in part._values)
        {
            var mark = inner.IndexOf('\u0001', from);
            _text.Append(inner, from, mark - from);
            AddValue(value);
            from = mark + 1;
        }
        _text.Append(inner, from, inner.Length - from);
    }

    // A mark in the text stands for "the next value": fragments can then be spliced without renumbering names.
    private void AddValue(object? value)
    {
        _text.Append('\u0001');
        _values.Add(value ?? DBNull.Value);
    }

    /// <summary>The text with its marks: the same for every statement that differs only in its values.</summary>
    internal string Text => _asText ??= _text.ToString();

    internal void Fill(DbCommand command)
    {
        command.CommandText = ToString();
        Fill(command.Parameters, command.CreateParameter);
    }

    /// <summary>Makes this one statement of a batch.</summary>
    public void Fill(DbBatchCommand command)
    {
        command.CommandText = ToString();
        Fill(command.Parameters, command.CreateParameter);
    }

    /// <summary>Puts this statement's values into a command that was filled from the same text.</summary>
    internal void Refill(DbCommand command)
    {
        for (var i = 0; i < _values.Count; i++)
            command.Parameters[i].Value = _values[i];
    }

    private void Fill(DbParameterCollection parameters, Func<DbParameter> create)
    {
        for (var i = 0; i < _values.Count; i++)
        {
            var parameter = create();
            // With its sign: SQLite would look through all names for the bare one first.
            parameter.ParameterName = "@p" + i.ToString(CultureInfo.InvariantCulture);
            parameter.Value = _values[i];
            parameters.Add(parameter);
        }
    }

    /// <summary>The text with its parameter names, as the engine sees it.</summary>
    public override string ToString()
    {
        var parts = Text.Split('\u0001');
        return string.Concat(parts.Select((part, i) => i == 0 ? part : $"@p{i - 1}{part}"));
    }
}
