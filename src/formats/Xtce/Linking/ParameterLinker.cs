namespace Gantry.Xtce;

/// <summary>Finds the parameter of each reference, and the part of it that is meant.</summary>
internal sealed class ParameterLinker(ItemTable items, Dictionary<DataType, DataType> merged, DiagnosticList diagnostics, string root, XtceVersion version)
{
    public void Link(ParameterReference reference, Links.Link link)
    {
        if (reference.Text.Length == 0)
            return;
        var isDotted = reference.Text.AsSpan().IndexOfAny('.', '[') >= 0;
        if (NameSearch.Find(items.Parameters, reference.Text, link, root, diagnostics) is { } whole)
        {
            reference.Target = whole;
            if (isDotted && Part(reference.Text, link) is not null)
            {
                link.Scope.Report(
                    "XT014", link.Element, $"{Wording.Quote(reference.Text)} is a parameter and a part of another", "the parameter is taken", "give it a name without a dot");
            }
            return;
        }
        if (Part(reference.Text, link) is not { } part)
        {
            link.Scope.Report("XT012", link.Element, $"there is no parameter {Wording.Quote(reference.Text)}", "what needs it is left out", "declare it, or correct the name");
            return;
        }
        (reference.Target, reference.Path) = part;
        // The text of 1.2 describes such references and its own pattern forbids them.
        if (version is not XtceVersion.V13)
            link.Scope.Report("XT014", link.Element, $"{Wording.Quote(reference.Text)} is a part of {part.Target.Name}", "it is read so", "", Severity.Note);
    }

    private (Parameter Target, ValueList<PathStep> Path)? Part(string text, Links.Link link)
    {
        foreach (var (whole, path) in NamePath.Split(text))
        {
            if (NameSearch.Find(items.Parameters, whole, link, root, diagnostics) is { } parameter && Leads(parameter, path))
                return (parameter, path);
        }
        return null;
    }

    private bool Leads(Parameter parameter, ValueList<PathStep> path) => PathTypes.Follow(Resolve(parameter.Type), path, Resolve) is not null;

    private DataType? Resolve(Reference<DataType> reference) =>
        reference.Target is { } type ? merged.GetValueOrDefault(type, type) : null;
}
