using System.Xml;

namespace Gantry.Safe;

/// <summary>
/// Reads <c>manifest.safe</c>. Elements are known by their local names, because each mission has namespaces of its own. A
/// document type, an entity, a manifest that is too long or too deep are refused.
/// </summary>
public static class SafeReader
{
    /// <summary>How many characters a manifest may have.</summary>
    public const int ManifestCharacters = 4 << 20;

    private const int MostDepth = 64;
    private const int LongestValue = 64 << 10;
    private const int MostFacts = 20_000;

    /// <summary>Reads a manifest; null and the reason when it is none.</summary>
    public static SafeManifest? Read(Stream content, out string problem)
    {
        problem = "";
        try
        {
            using var xml = XmlReader.Create(content, new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersInDocument = ManifestCharacters,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                CloseInput = false,
            });
            if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != "XFDU")
            {
                problem = "its root element is not XFDU";
                return null;
            }
            return Facts(xml).ToManifest();
        }
        catch (XmlException e)
        {
            problem = $"its manifest cannot be read: {e.Message}";
            return null;
        }
    }

    private static SafeFacts Facts(XmlReader xml)
    {
        var facts = new SafeFacts();
        var path = new List<string> { xml.LocalName };
        var seen = 0;
        while (xml.Read())
        {
            if (xml.Depth > MostDepth)
                throw new XmlException($"elements stand more than {MostDepth} deep");
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    var isEmpty = xml.IsEmptyElement;
                    path.Add(xml.LocalName);
                    while (xml.MoveToNextAttribute())
                        facts.Add(path, "@" + xml.LocalName, xml.Value);
                    if (isEmpty)
                        path.RemoveAt(path.Count - 1);
                    if (++seen > MostFacts)
                        throw new XmlException($"it has more than {MostFacts} elements");
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when xml.Value.Length <= LongestValue:
                    facts.Add(path, "", xml.Value.Trim());
                    break;
                case XmlNodeType.EndElement:
                    path.RemoveAt(path.Count - 1);
                    break;
            }
        }
        return facts;
    }
}
