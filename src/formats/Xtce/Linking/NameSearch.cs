namespace Gantry.Xtce;

/// <summary>Looks a name up where it may be meant: in its own system, then in those around it.</summary>
internal static class NameSearch
{
    public static T? Find<T>(Dictionary<string, T> table, string text, Links.Link link, string root, DiagnosticList diagnostics)
        where T : Item
    {
        if (text.Length == 0)
            return null;
        if (text.StartsWith('/'))
        {
            if (NamePath.Join("", text) is not { } absolute)
                return null;
            if (table.TryGetValue(absolute, out var exact))
                return exact;
            // Some files leave the root's own name out.
            if (table.TryGetValue(root + absolute, out var below))
            {
                Tell(link, diagnostics, $"{Wording.Quote(text)} leaves out the root system", below);
                return below;
            }
            return null;
        }
        for (var system = (string?)link.Scope.System; system is not null; system = NamePath.Parent(system))
        {
            if (NamePath.Join(system, text) is { } name && table.TryGetValue(name, out var found))
            {
                if (system != link.Scope.System)
                    Tell(link, diagnostics, $"{Wording.Quote(text)} is not in {link.Scope.System}", found);
                return found;
            }
        }
        return null;
    }

    private static void Tell(Links.Link link, DiagnosticList diagnostics, string found, Item item) =>
        diagnostics.Add("XT013", link.Element.At, link.Element.Path, found, $"{item.QualifiedName} is taken", "write the path to it");
}
