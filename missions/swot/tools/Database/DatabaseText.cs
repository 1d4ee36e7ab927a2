using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Swot;

/// <summary>The database as XTCE 1.2, made of the tables. The same tables give the same bytes.</summary>
public static class DatabaseText
{
    private static readonly XNamespace _xtce = "http://www.omg.org/spec/XTCE/20180204";

    public static string Of(string folder)
    {
        var types = new TypeTable(TableLine.Read(folder, "types.txt"));
        var packets = new PacketTable(TableLine.Read(folder, "packets.txt"), types);
        var commands = new CommandTable(TableLine.Read(folder, "commands.txt"), types);
        var root = E(
            "SpaceSystem", A("name", "SWOT"), A("shortDescription", "A radar altimetry satellite of this project's own invention"),
            E("Header", A("version", "1.0"), A("date", "2026-11-01"), A("validationStatus", "Working")),
            E("TelemetryMetaData", E("ParameterTypeSet", types.Telemetry), E("ParameterSet", packets.Parameters), E("ContainerSet", packets.Containers)),
            E("CommandMetaData", E("ArgumentTypeSet", types.Arguments), E("MetaCommandSet", commands.Commands)));
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
            root.Save(writer);
        return $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- Made of telemetry/tables by tools/Database; change those and make it again. -->
            {text}

            """;
    }

    internal static XElement E(string name, params object?[] content) => new(_xtce + name, content);

    internal static XAttribute? A(string name, object? value) => value is null or "" ? null : new(name, Convert.ToString(value, CultureInfo.InvariantCulture)!);
}
