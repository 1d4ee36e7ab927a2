namespace Gantry.Xtce;

/// <summary>Gathers what is found, as badly as the mode takes it.</summary>
internal sealed class DiagnosticList(string file, ReadingMode mode, int most)
{
    private readonly List<Diagnostic> _found = [];
    private int _left;

    public ReadingMode Mode => mode;

    public bool HasErrors { get; private set; }

    public void Add(string code, Place at, string path, string found, string assumed = "", string right = "", Severity? severity = null)
    {
        var badness = severity ?? Rule.Of(code).In(mode);
        HasErrors |= badness == Severity.Error;
        // What is told of a small fault must not hide a grave one that comes later.
        if (_found.Count >= most && badness != Severity.Error || _found.Count >= 2 * most)
            _left++;
        else
            _found.Add(new(code, badness, file, at.Line, at.Column, path, found, assumed, right));
    }

    public bool Has(int line, params ReadOnlySpan<string> codes)
    {
        foreach (var one in _found)
        {
            if (one.Line == line && codes.Contains(one.Code))
                return true;
        }
        return false;
    }

    public IReadOnlyList<Diagnostic> InOrder()
    {
        var ordered = _found.OrderBy(d => d.Line).ThenBy(d => d.Column).ToList();
        if (_left > 0)
            ordered.Add(new("XT003", Severity.Note, file, 0, 0, "", $"{_left:N0} more findings are not listed", "", "mend the ones above first"));
        return ordered;
    }
}
