namespace Gantry.OData;

internal enum TokenKind
{
    End,
    Word,
    Literal,
    Open,
    Close,
    Comma,
    Slash,
    Colon,
    Equal,
    Broken,
}

/// <summary>A piece of a filter. A broken one carries the problem instead of ending the reading with an exception.</summary>
internal readonly record struct Token(TokenKind Kind, int Position, string Text, Literal? Literal = null, ODataProblem? Problem = null)
{
    public bool Is(string keyword) => Kind == TokenKind.Word && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>The token as messages name it.</summary>
    public override string ToString() => Kind == TokenKind.End ? "the end" : Wording.Quote(Text);
}
