using System.Xml;

namespace Gantry.Eof;

/// <summary>
/// Reads the fixed header of an Earth Observation File and stops behind it: the data block, which is most of a file, is
/// never looked at. A document type, an entity, a header that is too long or too deep are refused, so nothing is fetched
/// and nothing grows.
/// </summary>
public static class EofReader
{
    /// <summary>How many characters may come before the fixed header ends.</summary>
    public const int HeaderCharacters = 256 << 10;

    private const int MostDepth = 16;
    private const int LongestValue = 2048;
    private const string Root = "Earth_Explorer_File";
    private const string FixedHeader = "Fixed_Header";

    public static EofReading Read(Stream content)
    {
        try
        {
            using var xml = XmlReader.Create(content, new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersInDocument = HeaderCharacters,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                CloseInput = false,
            });
            if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != Root)
                return EofReading.Refused($"its root element is not {Root}");
            while (xml.Read() && xml.Depth <= MostDepth)
            {
                if (xml.NodeType == XmlNodeType.Element && xml.LocalName == FixedHeader)
                    return Build(ReadFields(xml));
                if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "Data_Block")
                    break;
            }
            return EofReading.Refused($"there is no {FixedHeader} before the data");
        }
        catch (XmlException e)
        {
            return EofReading.Refused($"its XML header cannot be read: {e.Message}");
        }
    }

    /// <summary>The header's values by their path below it: <c>Source/System</c>. The first of twins counts.</summary>
    private static Dictionary<string, string> ReadFields(XmlReader xml)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var path = new List<string>();
        var start = xml.Depth;
        if (xml.IsEmptyElement)
            return fields;
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element when xml.Depth - start > MostDepth:
                    throw new XmlException($"elements stand more than {MostDepth} deep");
                case XmlNodeType.Element when !xml.IsEmptyElement:
                    path.Add(xml.LocalName);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when xml.Value.Length <= LongestValue:
                    fields.TryAdd(string.Join('/', path), xml.Value.Trim());
                    break;
                case XmlNodeType.EndElement when xml.Depth == start:
                    return fields;
                case XmlNodeType.EndElement:
                    path.RemoveAt(path.Count - 1);
                    break;
            }
        }
        throw new XmlException("it ends within its header");
    }

    private static EofReading Build(Dictionary<string, string> fields)
    {
        if (fields.GetValueOrDefault("File_Name") is not { Length: > 0 } name)
            return EofReading.Refused("its header has no File_Name");
        if (Instant(fields, "Validity_Period/Validity_Start") is not { } from)
            return EofReading.Refused(NoTime(fields, "Validity_Period/Validity_Start"));
        if (Instant(fields, "Validity_Period/Validity_Stop") is not { } until)
            return EofReading.Refused(NoTime(fields, "Validity_Period/Validity_Stop"));
        if (from.At is { } begin && until.At is { } end && end < begin)
            return EofReading.Refused($"its validity ends ({end:yyyy-MM-ddTHH:mm:ss}) before it begins ({begin:yyyy-MM-ddTHH:mm:ss})");
        return EofReading.Of(new()
        {
            FileName = name, ValidFrom = from, ValidUntil = until,
            Mission = fields.GetValueOrDefault("Mission"), FileClass = fields.GetValueOrDefault("File_Class"),
            FileType = fields.GetValueOrDefault("File_Type"), FileVersion = fields.GetValueOrDefault("File_Version"),
            System = fields.GetValueOrDefault("Source/System"), Creator = fields.GetValueOrDefault("Source/Creator"),
            CreatorVersion = fields.GetValueOrDefault("Source/Creator_Version"),
            CreatedAt = Instant(fields, "Source/Creation_Date")?.At,
        });
    }

    private static EofInstant? Instant(Dictionary<string, string> fields, string path) =>
        EofInstant.TryParse(fields.GetValueOrDefault(path) ?? "", out var instant) ? instant : null;

    private static string NoTime(Dictionary<string, string> fields, string path) =>
        fields.GetValueOrDefault(path) is { } text
            ? $"its {path.Split('/')[^1]} '{(text.Length <= 60 ? text : text[..60])}' is not a time such as UTC=2026-01-01T00:00:00"
            : $"its header has no {path.Split('/')[^1]}";
}
