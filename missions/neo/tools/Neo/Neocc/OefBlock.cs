using Neo.Orbits;

namespace Neo.Neocc;

/// <summary>The lines of one orbit while they come.</summary>
internal sealed class OefBlock(string name, int line)
{
    private readonly Dictionary<string, string> _remarks = [];
    private readonly List<double> _covariance = [];
    private List<int> _model = [0, 0, 6];
    private List<double> _nonGravitational = [];
    private ElementSet? _set;
    private double[] _elements = [];
    private double? _epoch;
    private double? _h;
    private double _g = 0.15;

    public int Line => line;

    public static bool IsKeyword(string word) => word is "KEP" or "EQU" or "COM" or "CAR" or "MJD" or "MAG" or "LSP" or "NGR" or "COV" or "COR" or "NOR" || word[0] == '!';

    /// <summary>What is wrong with the line, or null.</summary>
    public string? Take(string[] words)
    {
        switch (words[0])
        {
            case "KEP" or "EQU" or "COM" or "CAR":
                _set = words[0] switch { "KEP" => ElementSet.Keplerian, "EQU" => ElementSet.Equinoctial, "COM" => ElementSet.Cometary, _ => ElementSet.Cartesian };
                return TakeNumbers(words, out _elements) && _elements.Length == 6 ? null : $"{words[0]} wants six numbers.";
            case "MJD":
                if (words.Length < 3 || !OefReader.TryNumber(words[1], out var epoch) || words[2] is not ("TDT" or "TT"))
                    return "MJD wants a number and TDT.";
                _epoch = epoch;
                return null;
            case "MAG":
                if (!TakeNumbers(words, out var magnitudes) || magnitudes.Length is < 1 or > 2)
                    return "MAG wants H and G.";
                (_h, _g) = (magnitudes[0], magnitudes.Length > 1 ? magnitudes[1] : _g);
                return null;
            case "LSP":
                if (!TakeNumbers(words, out var model) || model.Length < 3 || model[2] is < 6 or > 8)
                    return "LSP wants a model, a number of parameters and a dimension from 6 to 8.";
                _model = [.. model.Select(m => (int)m)];
                return null;
            case "NGR":
                if (!TakeNumbers(words, out var parameters))
                    return "NGR wants numbers.";
                _nonGravitational = [.. parameters];
                return null;
            case "COV":
                if (!TakeNumbers(words, out var entries) || entries.Length > 3)
                    return "COV wants at most three numbers a line.";
                _covariance.AddRange(entries);
                return null;
            case "COR" or "NOR":
                // Both follow from the covariance.
                return TakeNumbers(words, out _) ? null : $"{words[0]} wants numbers.";
            default:
                TakeRemark(string.Join(' ', words)[1..].Trim());
                return null;
        }
    }

    public string? TryBuild(out OefOrbit? orbit)
    {
        orbit = null;
        if (_set is not { } set || _epoch is not { } epoch)
            return $"{name} has no elements or no epoch.";
        var dimension = _model[2];
        if (_covariance.Count > 0 && _covariance.Count != dimension * (dimension + 1) / 2)
            return $"{name} has {_covariance.Count} values of covariance; its dimension {dimension} wants {dimension * (dimension + 1) / 2}.";
        if (!ElementSets.ToState(_elements, epoch, set).IsFinite)
            return $"{name}: these elements are no orbit.";
        orbit = new(name, set, _elements, epoch, _h, _g, _model, _nonGravitational, _remarks, _covariance.Count > 0 ? Unfold(dimension) : null);
        return null;
    }

    private double[,] Unfold(int dimension)
    {
        var matrix = new double[dimension, dimension];
        var next = 0;
        for (var row = 0; row < dimension; row++)
        {
            for (var column = row; column < dimension; column++)
                matrix[row, column] = matrix[column, row] = _covariance[next++];
        }
        return matrix;
    }

    private void TakeRemark(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        if (space > 0 && text[..space].All(letter => char.IsAsciiLetterUpper(letter) || letter == '_'))
            _remarks[text[..space]] = text[space..].Trim();
    }

    private static bool TakeNumbers(string[] words, out double[] numbers)
    {
        numbers = new double[words.Length - 1];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!OefReader.TryNumber(words[i + 1], out numbers[i]))
                return false;
        }
        return true;
    }
}
