using System.Text;

namespace Gantry.OData;

/// <summary>
/// Reads a <c>$filter</c>, by recursive descent. Keywords and function names are read in any case, as the ICD's own
/// examples and many clients write them in capitals; property names are not.
/// </summary>
public sealed class FilterParser
{
    private readonly FilterLimits _limits;
    private readonly Lexer _lexer;
    private Token _token;
    private int _nodes;
    private int _depth;

    // The first problem, kept: every method returns null once there is one, and nothing overwrites it.
    private ODataProblem? _problem;

    private FilterParser(string text, FilterLimits limits)
    {
        _limits = limits;
        _lexer = new(text);
        Advance();
    }

    /// <summary>Reads a filter that has already been URL-decoded; never throws, whatever the text.</summary>
    public static ODataReading<FilterNode> Parse(string text, FilterLimits? limits = null)
    {
        limits ??= FilterLimits.Default;
        if (text.Length > limits.Characters)
            return new ODataProblem(limits.Characters, $"the filter has {text.Length:N0} characters and at most {limits.Characters:N0} are read");

        if (FindUnstorable(text) is { } at)
            return new ODataProblem(at, $"U+{(int)text[at]:X4} is not a character that a text may hold");

        var parser = new FilterParser(text, limits);
        var filter = parser.Condition(parser.Or());
        if (filter is not null && parser._token.Kind != TokenKind.End)
            parser.Fail($"expected 'and', 'or' or the end, found {parser._token}");
        return parser._problem is { } problem ? problem : filter!;
    }

    // NUL and halves of surrogate pairs are in no name, and databases answer them with an error rather than with no rows.
    private static int? FindUnstorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || !Rune.TryGetRuneAt(text, i, out var rune))
                return i;
            i += rune.Utf16SequenceLength - 1;
        }
        return null;
    }

    private FilterNode? Or()
    {
        var left = And();
        while (left is not null && _token.Is("or"))
        {
            var at = Advance();
            if (Condition(left) is null || Condition(And()) is not { } right)
                return null;
            left = Made(new Or(left, right), at);
        }
        return left;
    }

    private FilterNode? And()
    {
        var left = Unary();
        while (left is not null && _token.Is("and"))
        {
            var at = Advance();
            if (Condition(left) is null || Condition(Unary()) is not { } right)
                return null;
            left = Made(new And(left, right), at);
        }
        return left;
    }

    // By the letter 'not' binds tighter than 'eq', so that "not Name eq 'x'" would negate a text. Nobody means that:
    // it is read as not (Name eq 'x'), which for a Boolean property comes to the same.
    private FilterNode? Unary()
    {
        if (!_token.Is("not"))
            return Comparison();
        var at = Advance();
        return Deeper(Unary) is { } operand && Condition(operand) is not null ? Made(new Not(operand), at) : null;
    }

    private FilterNode? Comparison()
    {
        if (Operand() is not { } left)
            return null;
        if (_token.Is("in"))
        {
            var at = Advance();
            return Items() is { } items ? Made(new In(left, items), at) : null;
        }
        if (Keywords.ComparisonOf(_token) is { } comparison)
        {
            var at = Advance();
            return Operand() is { } right ? Made(new Compare(comparison, left, right), at) : null;
        }
        return left;
    }

    private List<Literal>? Items()
    {
        if (!Take(TokenKind.Open, "'(' and a list of literals"))
            return null;
        var items = new List<Literal>();
        do
        {
            if (_token.Literal is not { } literal)
                return (List<Literal>?)Fail($"expected a literal, found {_token}");
            Advance();
            if (Made(literal, literal.Position) is null)
                return null;
            items.Add(literal);
        }
        while (TakeIf(TokenKind.Comma));
        return Take(TokenKind.Close, "',' or ')'") ? items : null;
    }

    private FilterNode? Operand()
    {
        switch (_token.Kind)
        {
            case TokenKind.Literal:
                var literal = _token.Literal!;
                Advance();
                return Made(literal, literal.Position);
            case TokenKind.Open:
                Advance();
                return Deeper(Or) is { } inner && Take(TokenKind.Close, "')'") ? inner : null;
            case TokenKind.Word when !Keywords.IsReserved(_token.Text):
                return PropertyOrCall();
            default:
                return (FilterNode?)Fail($"expected a property, a literal or '(', found {_token}");
        }
    }

    private FilterNode? PropertyOrCall()
    {
        var at = _token.Position;
        var segments = new List<string>();
        do
        {
            if (_token.Kind != TokenKind.Word)
                return (FilterNode?)Fail($"expected a property after '/', found {_token}");
            segments.Add(_token.Text);
            Advance();
            if (_token.Kind == TokenKind.Open)
                return segments.Count == 1 ? Call(segments[0], at) : Lambda(segments, at);
        }
        while (TakeIf(TokenKind.Slash));
        return Made(new Property(segments), at);
    }

    private FilterNode? Call(string name, int at)
    {
        if (Functions.TryFindSpatial(name, out var relation))
            return Spatial(relation, at);
        if (!Functions.TryFind(name, out var function))
            return (FilterNode?)Fail($"there is no function {Wording.Quote(name)}; there are {Functions.Known}", at);

        Advance();
        var arguments = new List<FilterNode>();
        do
        {
            if (Deeper(Operand) is not { } argument)
                return null;
            arguments.Add(argument);
        }
        while (TakeIf(TokenKind.Comma));
        if (!Take(TokenKind.Close, "',' or ')'"))
            return null;
        if (arguments.Count == function.Arguments)
            return Made(new Call(function.Function, arguments), at);
        var plural = function.Arguments == 1 ? "" : "s";
        return (FilterNode?)Fail(
            $"{Functions.Word(function.Function)} takes {function.Arguments} argument{plural}, not {arguments.Count}", at);
    }

    private FilterNode? Spatial(Relation relation, int at)
    {
        Advance();
        if (!_token.Is("area"))
            return (FilterNode?)Fail($"expected area=geography'…', found {_token}");
        Advance();
        if (!Take(TokenKind.Equal, "'='"))
            return null;
        if (_token.Literal is not GeographyLiteral area)
            return (FilterNode?)Fail($"expected geography'SRID=4326;…', found {_token}");
        Advance();
        return Made(area, area.Position) is not null && Take(TokenKind.Close, "')'") ? Made(new Spatial(relation, area), at) : null;
    }

    private FilterNode? Lambda(List<string> segments, int at)
    {
        var word = segments[^1];
        segments.RemoveAt(segments.Count - 1);
        if (!word.Equals("any", StringComparison.OrdinalIgnoreCase))
        {
            return (FilterNode?)Fail(word.Equals("all", StringComparison.OrdinalIgnoreCase)
                ? "'all' is not served; 'not …/any(…)' of the opposite says the same"
                : $"only 'any' may be asked of a collection, not {Wording.Quote(word)}", at);
        }
        Advance();
        if (Made(new Property(segments), at) is not Property collection)
            return null;
        if (TakeIf(TokenKind.Close))
            return Made(new Any(collection, null, null), at);

        if (_token.Kind != TokenKind.Word || Keywords.IsReserved(_token.Text) || _token.Text.Contains('.', StringComparison.Ordinal))
            return (FilterNode?)Fail($"expected a variable and ':', as in any(att:att/Name eq 'x'), found {_token}");
        var variable = _token.Text;
        Advance();
        if (!Take(TokenKind.Colon, "':'") || Condition(Deeper(Or)) is not { } condition || !Take(TokenKind.Close, "')'"))
            return null;
        return Made(new Any(collection, variable, condition), at);
    }

    /// <summary>Passes a node on when it can be true or false.</summary>
    private FilterNode? Condition(FilterNode? node) =>
        node is null or { IsCondition: true }
            ? node
            : (FilterNode?)Fail($"{Wording.Quote(node.ToString())} is neither true nor false; compare it with something", node.Position);

    private FilterNode? Deeper(Func<FilterNode?> read)
    {
        if (_depth == _limits.Depth)
            return (FilterNode?)Fail($"the filter is nested deeper than {_limits.Depth} levels");
        _depth++;
        var node = read();
        _depth--;
        return node;
    }

    private FilterNode? Made(FilterNode node, int at) =>
        ++_nodes <= _limits.Nodes
            ? node with { Position = at }
            : (FilterNode?)Fail($"the filter has more than {_limits.Nodes:N0} operators, properties and literals; ask in parts", at);

    /// <summary>Goes on to the next token and says where the one just left stood.</summary>
    private int Advance()
    {
        var left = _token.Position;
        _token = _lexer.Next();
        _problem ??= _token.Problem;
        return left;
    }

    private bool TakeIf(TokenKind kind)
    {
        if (_token.Kind != kind)
            return false;
        Advance();
        return true;
    }

    private bool Take(TokenKind kind, string expected)
    {
        if (TakeIf(kind))
            return true;
        Fail($"expected {expected}, found {_token}");
        return false;
    }

    /// <summary>Keeps the problem unless there is one already, and stands for the node that there is not.</summary>
    private object? Fail(string message, int? at = null)
    {
        _problem ??= new(at ?? _token.Position, message);
        return null;
    }
}
