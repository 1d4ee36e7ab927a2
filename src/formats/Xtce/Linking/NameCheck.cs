using System.Buffers;

namespace Gantry.Xtce;

/// <summary>Whether names are legal and stand once.</summary>
internal sealed class NameCheck(DiagnosticList diagnostics, XtceVersion version)
{
    private static readonly SearchValues<char> _separators = SearchValues.Create("./:[] ");

    public void CheckName(Item item)
    {
        if (!IsLegal(item.Name))
        {
            diagnostics.Add(
                "XT010", item.At, item.QualifiedName, $"the name {Wording.Quote(item.Name)} is illegal in XTCE {version.Say()}", "it is kept",
                version == XtceVersion.V11 ? "a name has letters, digits, '_' and '-'" : "a name has none of '. / : [ ]' and no space");
        }
    }

    public void TellTwice(Item first, Item second, string kind)
    {
        var isSame = first.Equals(second);
        diagnostics.Add(
            "XT011", second.At, second.QualifiedName, $"the {kind} {Wording.Quote(second.Name)} stands in line {first.At.Line} already",
            isSame ? "both say the same" : "the first is taken", "give each a name of its own",
            isSame && diagnostics.Mode == ReadingMode.Lenient ? Severity.Note : null);
    }

    private bool IsLegal(string name) =>
        name.Length > 0 && (version == XtceVersion.V11
            ? name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            : name.AsSpan().IndexOfAny(_separators) < 0);
}
