using System.Text;

namespace Gantry.OData;

/// <summary>Cuts a filter into tokens, one at a time. Once broken it stays broken, at the same place.</summary>
internal sealed class Lexer(string text)
{
    private int _at;

    public Token Next()
    {
        while (_at < text.Length && text[_at] is ' ' or '\t' or '\r' or '\n')
            _at++;
        if (_at >= text.Length)
            return new(TokenKind.End, text.Length, "");

        var start = _at;
        switch (text[_at])
        {
            case '(':
                return Symbol(TokenKind.Open);
            case ')':
                return Symbol(TokenKind.Close);
            case ',':
                return Symbol(TokenKind.Comma);
            case '/':
                return Symbol(TokenKind.Slash);
            case ':':
                return Symbol(TokenKind.Colon);
            case '=':
                return Symbol(TokenKind.Equal);
            case '\'':
                return Quoted(start) is { } value ? Found(start, new TextLiteral(value)) : Unclosed(start);
            case var c when char.IsAsciiHexDigit(c) && BareLiterals.TryGuid(text.AsSpan(_at), out var guid):
                _at += BareLiterals.GuidLength;
                return Found(start, new GuidLiteral(guid));
            case var c when char.IsAsciiDigit(c) || c is '-' or '+' or '.':
                return Bare(start);
            case var c when char.IsLetter(c) || c == '_':
                return Word(start);
            default:
                return Broken(start, $"{Wording.Quote(text[start].ToString())} begins nothing that a filter may hold");
        }
    }

    private Token Symbol(TokenKind kind) => new(kind, _at, text[_at++].ToString());

    private Token Found(int start, Literal literal) =>
        new(TokenKind.Literal, start, text[start.._at], literal with { Position = start });

    private Token Broken(int start, string message)
    {
        _at = start;
        return new(TokenKind.Broken, start, "", Problem: new(start, message));
    }

    private Token Unclosed(int start) => Broken(start, "the text that begins here has no closing quote; a quote inside a text is written twice");

    /// <summary>The text in the quotes that open here, two quotes being one; null when they never close.</summary>
    private string? Quoted(int from)
    {
        var value = new StringBuilder();
        for (var i = from + 1; i < text.Length; i++)
        {
            if (text[i] != '\'')
            {
                value.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == '\'')
            {
                value.Append('\'');
                i++;
            }
            else
            {
                _at = i + 1;
                return value.ToString();
            }
        }
        return null;
    }

    /// <summary>Numbers and dates: everything up to a character that can be part of neither.</summary>
    private Token Bare(int start)
    {
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '-' or '+' or '.' or ':' or '_'))
            _at++;
        var written = text.AsSpan(start, _at - start);
        return BareLiterals.Read(written, out var complaint) is { } literal ? Found(start, literal) : Broken(start, complaint);
    }

    private Token Word(int start)
    {
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '.'))
            _at++;
        var word = text[start.._at];
        if (word[^1] == '.')
            return Broken(start, $"{Wording.Quote(word)} ends with a dot; a name does not");

        // A quote right behind a word makes it a literal's prefix only where the word is one: 'eq' may be followed by a
        // quote as well.
        if (_at < text.Length && text[_at] == '\'' && IsPrefix(word))
        {
            if (Quoted(_at) is not { } value)
                return Unclosed(_at);
            return Prefixed(word, value) is { } literal ? Found(start, literal) : Broken(start, $"{Wording.Quote(value)} is not a guid");
        }
        return word.ToLowerInvariant() switch
        {
            "true" => Found(start, new FlagLiteral(true)),
            "false" => Found(start, new FlagLiteral(false)),
            "null" => Found(start, new NullLiteral()),
            _ => new(TokenKind.Word, start, word),
        };
    }

    private static bool IsPrefix(string word) =>
        word.Contains('.', StringComparison.Ordinal)
        || word.Equals("geography", StringComparison.OrdinalIgnoreCase)
        || word.Equals("guid", StringComparison.OrdinalIgnoreCase);

    private static Literal? Prefixed(string word, string value) => word.ToLowerInvariant() switch
    {
        "geography" => new GeographyLiteral(value),
        "guid" => Guid.TryParseExact(value, "D", out var guid) ? new GuidLiteral(guid) : null,
        _ => new EnumLiteral(word, value),
    };
}
