using System.Globalization;

namespace Gantry.Geo;

/// <summary>Reads well-known text: points, lines and polygons and several of each, with or without <c>SRID=4326;</c>, in any case and with any blanks.</summary>
public sealed class WktReader
{
    /// <summary>The most positions that are read.</summary>
    public const int MostPositions = 5_000;

    private readonly string _text;
    private int _at;
    private int _positions;
    private GeoProblem? _problem;

    private WktReader(string text) => _text = text;

    public static GeoReading Read(string text)
    {
        var reader = new WktReader(text);
        var geometry = reader.Whole();
        return reader._problem is { } problem ? problem : geometry!;
    }

    private Geometry? Whole()
    {
        if (TakeWord("SRID"))
        {
            if (!Take('=') || Number() is not { } srid || !Take(';'))
                return Fail<Geometry>("SRID is followed by '=', a number and ';'");
            if (srid != 4326)
                return Fail<Geometry>("only SRID=4326, longitude and latitude in degrees, is served");
        }
        var geometry = Tagged();
        if (geometry is not null && _at < _text.Length)
            return Fail<Geometry>("nothing may follow the geometry");
        return geometry;
    }

    private Geometry? Tagged()
    {
        // The longer words first: POINT is where POINTS would begin, too.
        if (TakeWord("MULTIPOLYGON"))
            return Parts(() => Parts(() => Path(4))) is { } polygons ? new(Shape.Polygon, polygons) : null;
        if (TakeWord("POLYGON"))
            return Parts(() => Path(4)) is { } rings ? new(Shape.Polygon, [rings]) : null;
        if (TakeWord("MULTILINESTRING"))
            return Parts(() => Path(2)) is { } lines ? new(Shape.Line, [.. lines.Select(l => (IReadOnlyList<IReadOnlyList<Position>>)[l])]) : null;
        if (TakeWord("LINESTRING"))
            return Path(2) is { } line ? new(Shape.Line, [[line]]) : null;
        if (TakeWord("MULTIPOINT"))
            return Positions(LoosePoint) is { } points ? new(Shape.Point, [.. points.Select(p => (IReadOnlyList<IReadOnlyList<Position>>)[[p]])]) : null;
        if (TakeWord("POINT"))
            return Take('(') && At() is { } point && Take(')') ? new(Shape.Point, [[[point]]]) : Fail<Geometry>("a point is a longitude and a latitude in parentheses");
        return Fail<Geometry>("expected POINT, LINESTRING, POLYGON, or several of one as MULTI…");
    }

    private List<T>? Parts<T>(Func<T?> item) where T : class
    {
        if (!Take('('))
            return Fail<List<T>>("expected '('");
        var items = new List<T>();
        do
        {
            if (item() is not { } next)
                return null;
            items.Add(next);
        }
        while (Take(','));
        return Take(')') ? items : Fail<List<T>>("expected ',' or ')'");
    }

    private List<Position>? Positions(Func<Position?> item)
    {
        if (!Take('('))
            return Fail<List<Position>>("expected '('");
        var items = new List<Position>();
        do
        {
            if (item() is not { } next)
                return null;
            items.Add(next);
        }
        while (Take(','));
        return Take(')') ? items : Fail<List<Position>>("expected ',' or ')'");
    }

    private List<Position>? Path(int least)
    {
        var begins = _at;
        if (Positions(At) is not { } path)
            return null;
        if (path.Count >= least)
            return path;
        _at = begins;
        return Fail<List<Position>>(least == 4 ? "a ring has at least four positions, the last equal to the first" : "a line has at least two positions");
    }

    private Position? LoosePoint()
    {
        if (!Take('('))
            return At();
        var position = At();
        return position is not null && Take(')') ? position : Nothing("expected ')'");
    }

    private Position? At()
    {
        if (++_positions > MostPositions)
            return Nothing($"more than {MostPositions:N0} positions are not read");
        SkipBlanks();
        var begins = _at;
        if (Number() is not { } longitude || Number() is not { } latitude)
            return Nothing("expected a longitude and a latitude, with a blank between them");
        // A third number is a height, which does not matter here.
        _ = Number();
        if (longitude is >= -180 and <= 180 && latitude is >= -90 and <= 90)
            return new(longitude, latitude);
        _at = begins;
        return Nothing("a longitude lies between -180 and 180 and a latitude between -90 and 90; the longitude comes first");
    }

    private double? Number()
    {
        SkipBlanks();
        var begins = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] is '+' or '-' or '.' or 'e' or 'E'))
            _at++;
        if (_at > begins && _at - begins <= 40
            && double.TryParse(_text.AsSpan(begins, _at - begins), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number))
            return number;
        _at = begins;
        return null;
    }

    private bool TakeWord(string word)
    {
        SkipBlanks();
        if (string.Compare(_text, _at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0)
            return false;
        _at += word.Length;
        return true;
    }

    private bool Take(char symbol)
    {
        SkipBlanks();
        if (_at >= _text.Length || _text[_at] != symbol)
            return false;
        _at++;
        SkipBlanks();
        return true;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }

    private T? Fail<T>(string message) where T : class
    {
        _problem ??= new(_at, message);
        return null;
    }

    private Position? Nothing(string message)
    {
        _problem ??= new(_at, message);
        return null;
    }
}
