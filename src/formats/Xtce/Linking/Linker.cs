namespace Gantry.Xtce;

/// <summary>Finds the item of each reference. Names are known by now wherever they stand, so order does not matter.</summary>
internal sealed class Linker(DiagnosticList diagnostics, XtceVersion version)
{
    private readonly ItemTable _items = new();
    private string _root = "";

    public XtceDatabase Link(SpaceSystem root, Links links, XtceSettings settings)
    {
        _root = root.QualifiedName;
        _items.Fill(root, new(diagnostics, version));
        foreach (var link in links.All)
        {
            switch (link.Reference)
            {
                case Reference<DataType> type:
                    type.Target = Type(type.Text, link);
                    break;
                case Reference<Container> container:
                    container.Target = Named(_items.Containers, container.Text, link, "container");
                    break;
                case Reference<DataStream> stream:
                    stream.Target = Named(_items.Streams, stream.Text, link, "stream");
                    break;
                case Reference<MetaCommand> command:
                    command.Target = Named(_items.Commands, command.Text, link, "command");
                    break;
                case Reference<Message> message:
                    message.Target = Named(_items.Messages, message.Text, link, "message");
                    break;
                case Reference<Service> service:
                    service.Target = Named(_items.Services, service.Text, link, "service");
                    break;
                case Reference<SpaceSystem> system:
                    system.Target = Named(_items.Systems, system.Text, link, "system");
                    break;
            }
        }
        Cycles.Cut(_items, diagnostics);
        var merged = TypeMerge.All(_items);
        var parameters = new ParameterLinker(_items, merged, diagnostics, _root, version);
        foreach (var link in links.All)
        {
            if (link.Reference is ParameterReference parameter)
                parameters.Link(parameter, link);
        }
        foreach (var container in _items.Containers.Values.Distinct(ReferenceEqualityComparer.Instance).Cast<Container>())
            container.Base?.Container.Target?.Adopt(container);
        var broken = BrokenContainers.Find(_items, merged);
        return new(root, version, settings, _items, merged, broken);
    }

    private DataType? Type(string text, Links.Link link)
    {
        var isOfArgument = IsOfArgument(link.Element);
        var (first, second) = isOfArgument ? (_items.ArgumentTypes, _items.Types) : (_items.Types, _items.ArgumentTypes);
        return NameSearch.Find(first, text, link, _root, diagnostics)
            ?? NameSearch.Find(second, text, link, _root, diagnostics)
            ?? Dangling<DataType>(text, link, "type");
    }

    private static bool IsOfArgument(Element? element)
    {
        for (; element is not null; element = element.Parent)
        {
            if (element.Name is "Argument" or "ArgumentTypeSet" || element.Name.EndsWith("ArgumentType", StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    private T? Named<T>(Dictionary<string, T> table, string text, Links.Link link, string kind)
        where T : Item => NameSearch.Find(table, text, link, _root, diagnostics) ?? Dangling<T>(text, link, kind);

    private T? Dangling<T>(string text, Links.Link link, string kind)
        where T : Item
    {
        if (text.Length > 0)
            link.Scope.Report("XT012", link.Element, $"there is no {kind} {Wording.Quote(text)}", "what needs it is left out", "declare it, or correct the name");
        return null;
    }
}
