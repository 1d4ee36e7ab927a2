using System.Xml;
using System.Xml.Linq;

namespace Gantry.Xtce;

/// <summary>Writes databases as XTCE 1.1, 1.2 or 1.3. What is read back says the same.</summary>
public static class XtceWriter
{
    /// <summary>
    /// Writes a system with all in it. Writing the same twice gives the same bytes. What 1.1 has no place for is told, a finding
    /// for each; where packets or commands would be others by it, there is an error and nothing is written.
    /// </summary>
    /// <param name="file">How findings name the file that was read.</param>
    public static IReadOnlyList<Diagnostic> Write(SpaceSystem root, Stream stream, XtceVersion version = XtceVersion.V12, string file = "")
    {
        if (version is XtceVersion.Unknown)
            throw new ArgumentException("A version must be named.", nameof(version));
        var diagnostics = new DiagnosticList(file, ReadingMode.Lenient, XtceLimits.Default.Diagnostics);
        if (version is XtceVersion.V11)
            root = OlderSystem.Fit(root, diagnostics);
        if (diagnostics.HasErrors)
            return diagnostics.InOrder();
        var settings = new XmlWriterSettings { Indent = true, IndentChars = "  ", NewLineChars = "\n", Encoding = new System.Text.UTF8Encoding(false), CheckCharacters = false };
        using var writer = XmlWriter.Create(stream, settings);
        new XDocument(new SystemWriter(new Xml(version)).System(root)).Save(writer);
        return diagnostics.InOrder();
    }
}
