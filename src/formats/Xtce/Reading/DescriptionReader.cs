namespace Gantry.Xtce;

internal static class DescriptionReader
{
    public static Description Read(Element element, Scope scope)
    {
        var brief = element["shortDescription"];
        if (element.Child("ShortDescription") is { } misplaced)
        {
            scope.Report("XT004", misplaced, "ShortDescription is written as an element", "read as the attribute", "write shortDescription=\"…\"");
            brief ??= misplaced.Text;
        }
        var full = element.Child("LongDescription")?.Text;
        var aliases = element.Child("AliasSet")?.All("Alias").Select(a => new Alias(scope.Required(a, "nameSpace"), scope.Required(a, "alias"))).ToArray();
        var ancillary = Ancillary(element, scope);
        return brief is null && full is null && aliases is null && ancillary.Count == 0
            ? Description.None
            : new(brief, full, new(aliases ?? []), ancillary);
    }

    public static ValueList<AncillaryData> Ancillary(Element element, Scope scope) =>
        element.Child("AncillaryDataSet") is not { } set
            ? []
            : [.. set.All("AncillaryData").Select(a => new AncillaryData(scope.Required(a, "name"), a["mimeType"] ?? "text/plain", a["href"], a.Text))];
}
