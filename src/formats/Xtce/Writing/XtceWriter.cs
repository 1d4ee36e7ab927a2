using System.Xml;
using System.Xml.Linq;

namespace Gantry.Xtce;

/// <summary>Writes databases as XTCE 1.2 or 1.3. What is read back says the same.</summary>
public static class XtceWriter
{
    /// <summary>Writes a system with all in it. Writing the same twice gives the same bytes.</summary>
    public static void Write(SpaceSystem root, Stream stream, XtceVersion version = XtceVersion.V12)
    {
        if (version is not (XtceVersion.V12 or XtceVersion.V13))
            throw new ArgumentException("1.2 and 1.3 are written; 1.1 is only read.", nameof(version));
        var settings = new XmlWriterSettings { Indent = true, IndentChars = "  ", NewLineChars = "\n", Encoding = new System.Text.UTF8Encoding(false), CheckCharacters = false };
        using var writer = XmlWriter.Create(stream, settings);
        new XDocument(new SystemWriter(new Xml(version)).System(root)).Save(writer);
    }
}
