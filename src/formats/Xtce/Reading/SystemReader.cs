namespace Gantry.Xtce;

/// <summary>Reads a system item by item, so that only one item's elements are in memory beside what they became.</summary>
internal sealed class SystemReader(ElementReader elements)
{
    public SpaceSystem Read(Element opened, Scope scope)
    {
        var name = scope.Required(opened, "name");
        scope = scope with { System = scope.Qualify(name), IsOfCommands = false };
        var parts = new SystemParts();
        var described = new Element(opened.Name, opened.At, opened.Parent);
        described.Read();
        var status = (opened["operationalStatus"], opened["systemType"], opened["assetType"], opened["shortDescription"]);
        if (status.Item4 is { } brief)
            described.Add("shortDescription", brief);
        opened.Read();
        TellUnread(opened, scope);
        Header? header = null;
        foreach (var child in elements.Children(opened))
        {
            switch (child.Name)
            {
                case "Header":
                    header = ReadHeader(elements.Fill(child).Read(), scope);
                    TellUnread(child, scope);
                    break;
                case "TelemetryMetaData":
                    ReadSets(child, scope, parts);
                    break;
                case "CommandMetaData":
                    ReadSets(child, scope with { IsOfCommands = true }, parts);
                    break;
                case "ServiceSet":
                    ReadSet(child, scope, one => parts.Services.Add(DataStreamReader.ReadService(one, scope)), "Service");
                    break;
                case "SpaceSystem":
                    parts.Systems.Add(Read(child, scope));
                    break;
                default:
                    described.Add(elements.Fill(child));
                    break;
            }
        }
        var about = DescriptionReader.Read(described, scope);
        TellUnread(described, scope);
        return parts.Build(name, scope.System, opened.At) with
        {
            About = about,
            Header = header,
            OperationalStatus = status.Item1,
            SystemType = status.Item2,
            AssetType = status.Item3,
        };
    }

    private void ReadSets(Element data, Scope scope, SystemParts parts)
    {
        data.Read();
        TellUnread(data, scope);
        foreach (var set in elements.Children(data))
        {
            switch (set.Name)
            {
                case "ParameterTypeSet" or "ArgumentTypeSet":
                    var types = set.Name == "ParameterTypeSet" ? parts.Types : parts.ArgumentTypes;
                    ReadEach(set, scope, one =>
                    {
                        if (TypeReader.Read(one, scope) is not { } type)
                            return false;
                        types.Add(type);
                        return true;
                    });
                    break;
                case "ParameterSet":
                    ReadEach(set, scope, one => ReadParameter(one, scope, parts));
                    break;
                case "ContainerSet":
                    ReadSet(set, scope, one => parts.Containers.Add(ContainerReader.Read(one, scope)), "SequenceContainer");
                    break;
                case "CommandContainerSet":
                    ReadSet(set, scope, one => parts.Containers.Add(ContainerReader.Read(one, scope)), "SequenceContainer", "CommandContainer");
                    break;
                case "MessageSet":
                    var named = set["name"];
                    ReadSet(set, scope, one => parts.Messages.Add(DataStreamReader.ReadMessage(one, named, scope)), "Message");
                    break;
                case "StreamSet":
                    ReadEach(set, scope, one => DataStreamReader.Read(one, scope) is { } stream && parts.Streams.AddTrue(stream));
                    break;
                case "AlgorithmSet":
                    ReadEach(set, scope, one => one.Name switch
                    {
                        "CustomAlgorithm" => parts.Algorithms.AddTrue(AlgorithmReader.Read(one, scope)),
                        "MathAlgorithm" => parts.Algorithms.AddTrue(AlgorithmReader.ReadMath(one, scope)),
                        _ => false,
                    });
                    break;
                case "MetaCommandSet":
                    ReadEach(set, scope, one => ReadCommand(one, scope, parts));
                    break;
                default:
                    TellUnread(elements.Fill(set), scope);
                    break;
            }
        }
    }

    private static bool ReadParameter(Element one, Scope scope, SystemParts parts)
    {
        switch (one.Name)
        {
            case "Parameter":
                parts.Parameters.Add(ParameterReader.Read(one, scope));
                return true;
            case "ParameterRef":
                parts.ParameterReferences.Add(scope.ReferParameter(one));
                return true;
            default:
                return false;
        }
    }

    private static bool ReadCommand(Element one, Scope scope, SystemParts parts)
    {
        switch (one.Name)
        {
            case "MetaCommand":
                parts.Commands.Add(CommandReader.Read(one, scope));
                return true;
            case "BlockMetaCommand":
                parts.BlockCommands.Add(CommandReader.ReadBlock(one, scope));
                return true;
            case "MetaCommandRef":
                parts.CommandReferences.Add(one["metaCommandRef"] is not null
                    ? scope.Refer<MetaCommand>(one, "metaCommandRef")
                    : scope.Links.Add(new Reference<MetaCommand>(one.Text.Trim(), one.At), one, scope));
                return true;
            default:
                return false;
        }
    }

    private void ReadSet(Element set, Scope scope, Action<Element> read, params string[] names) => ReadEach(set, scope, one =>
    {
        if (!names.Contains(one.Name))
            return false;
        read(one);
        return true;
    });

    private void ReadEach(Element set, Scope scope, Func<Element, bool> read)
    {
        set.Read();
        foreach (var one in elements.Children(set))
        {
            elements.Fill(one);
            if (!one.IsForeign && read(one))
                one.Read();
            TellUnread(one, scope);
        }
        TellUnread(set, scope);
    }

    private static Header ReadHeader(Element element, Scope scope) => new()
    {
        Version = element["version"],
        Date = element["date"],
        Classification = element["classification"] ?? "NotClassified",
        ClassificationInstructions = element["classificationInstructions"],
        ValidationStatus = element["validationStatus"] ?? Missing(element, scope),
        Authors = Lines(element, "AuthorSet", "Author"),
        Notes = Lines(element, "NoteSet", "Note"),
        History = Lines(element, "HistorySet", "History"),
    };

    private static string? Missing(Element element, Scope scope)
    {
        scope.Report("XT005", element, "the Header has no validationStatus", "it is unknown", "write one, such as validationStatus=\"Working\"");
        return null;
    }

    private static ValueList<string> Lines(Element element, string set, string one) =>
        element.Child(set) is { } list ? [.. list.All(one).Select(l => l.Text)] : [];

    private static void TellUnread(Element element, Scope scope)
    {
        foreach (var (unread, attribute) in element.Unread())
        {
            var what = attribute is null ? $"{unread.Name} is not known here" : $"{attribute} is not known of {unread.Name}";
            scope.ReportBadly("XT004", unread, what, unread.IsOfLayout && attribute is null ? "what follows cannot be trusted" : "it is left aside", "remove it, or correct its name");
        }
    }
}
