using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Neo.Astrometry.Ades;

/// <summary>ADES as XML. Document types and entities of others are refused; the encoding is what the file declares.</summary>
public static class AdesXml
{
    private static readonly XmlReaderSettings _strict = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, MaxCharactersInDocument = 512L << 20,
    };

    public static Reading<AdesReading> Read(Stream stream)
    {
        try
        {
            using var reader = XmlReader.Create(stream, _strict);
            var root = XDocument.Load(reader, LoadOptions.SetLineInfo).Root!;
            if (root.Name != "ades")
                return AstrometryRefusals.NotAdes($"its root is <{root.Name.LocalName}>.");
            var blocks = root.Elements("obsBlock").Select(ReadBlock).ToList();
            return new AdesReading(new(root.Attribute("version")?.Value ?? "", blocks), []);
        }
        catch (Exception broken) when (broken is XmlException or DecoderFallbackException or ArgumentException or InvalidOperationException)
        {
            return AstrometryRefusals.NotAdes(broken.Message);
        }
    }

    public static void Write(AdesDocument document, Stream stream)
    {
        using var writer = XmlWriter.Create(stream, new() { Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n" });
        new XElement("ades", new XAttribute("version", document.Version), document.Blocks.Select(block => new XElement("obsBlock",
            new XElement("obsContext", block.Context.Select(group => new XElement(group.Name, group.Text.Length > 0 ? group.Text : null, Elements(group.Lines)))),
            new XElement("obsData", block.Records.Select(record => new XElement(record.Kind, Elements(record.Fields))))))).Save(writer);
    }

    private static AdesBlock ReadBlock(XElement block) => new(
        [.. block.Elements("obsContext").Elements().Select(group => new AdesGroup(
            group.Name.LocalName, group.HasElements ? "" : Line(group.Value), Fields(group)))],
        [.. block.Elements("obsData").Elements().Select(record => new AdesRecord(
            record.Name.LocalName, Fields(record), ((IXmlLineInfo)record).LineNumber, record.ToString(SaveOptions.DisableFormatting)))]);

    private static List<KeyValuePair<string, string>> Fields(XElement parent) =>
        [.. parent.Elements().Select(e => KeyValuePair.Create(e.Name.LocalName, Line(e.Value))).Where(f => f.Value.Length > 0)];

    private static IEnumerable<XElement> Elements(IEnumerable<KeyValuePair<string, string>> fields) => fields.Select(f => new XElement(f.Key, f.Value));

    // A value is one line: the other form has no way to say more.
    private static string Line(string value) => string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
