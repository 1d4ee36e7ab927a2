namespace Gantry.Pipelines;

/// <summary>
/// Reads <c>environment == 'ops' and not parameters.quick</c>: names, texts in quotes, numbers, comparisons, <c>and</c>,
/// <c>or</c>, <c>not</c> and parentheses.
/// </summary>
internal sealed class ConditionReader
{
    private const int MostLetters = 2000;
    private const int MostDepth = 50;

    private static readonly string[] _signs = ["==", "!=", "<=", ">=", "<", ">"];

    private readonly string _text;
    private int _at;
    private int _depth;

    private ConditionReader(string text) => _text = text;

    /// <summary>Reads a condition; what is wrong with it is said in words.</summary>
    public static string? TryRead(string text, out Condition? condition)
    {
        condition = null;
        if (text.Length > MostLetters)
            return $"a condition has at most {MostLetters} letters";
        var reader = new ConditionReader(text);
        try
        {
            var root = reader.Or();
            reader.SkipBlanks();
            if (reader._at < text.Length)
                throw reader.Wrong("expected 'and', 'or' or the end");
            condition = new(text, root);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    private Expression Or()
    {
        var left = And();
        while (TryWord("or"))
            left = new Expression.Either(left, And());
        return left;
    }

    private Expression And()
    {
        var left = Not();
        while (TryWord("and"))
            left = new Expression.Both(left, Not());
        return left;
    }

    private Expression Not()
    {
        if (++_depth > MostDepth)
            throw Wrong($"it is nested more than {MostDepth} deep");
        try
        {
            if (TryWord("not"))
                return new Expression.Not(Not());
            if (!TrySign("("))
                return Comparison();
            var inner = Or();
            return TrySign(")") ? inner : throw Wrong("expected ')'");
        }
        finally
        {
            _depth--;
        }
    }

    private Expression Comparison()
    {
        var left = ReadOperand();
        var sign = _signs.FirstOrDefault(TrySign);
        if (sign is not null)
            return new Expression.Compare(left, sign, ReadOperand());
        return left.IsName ? new Expression.Flag(left) : throw Wrong("expected a comparison, as in environment == 'ops'");
    }

    private Operand ReadOperand()
    {
        SkipBlanks();
        var start = _at;
        if (_at < _text.Length && _text[_at] is '\'' or '"')
        {
            var end = _text.IndexOf(_text[_at], _at + 1);
            if (end < 0)
                throw Wrong("the quote is not closed");
            _at = end + 1;
            return new(_text[(start + 1)..end], IsName: false, start);
        }
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '.' or '_' or '-' or '+'))
            _at++;
        if (_at == start)
            throw Wrong("expected a name, a number or a text in quotes");
        var word = _text[start.._at];
        return new(word, char.IsAsciiLetter(word[0]) && word is not ("true" or "false"), start);
    }

    private bool TryWord(string word)
    {
        SkipBlanks();
        var end = _at + word.Length;
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0 || (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '.' or '_' or '-')))
            return false;
        _at = end;
        return true;
    }

    private bool TrySign(string sign)
    {
        SkipBlanks();
        if (string.CompareOrdinal(_text, _at, sign, 0, sign.Length) != 0)
            return false;
        _at += sign.Length;
        return true;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }

    private FormatException Wrong(string what) =>
        new(_at < _text.Length ? $"at letter {_at + 1} ('{_text[_at]}'): {what}" : $"at its end: {what}");
}
