using System.Xml;
using System.Xml.Schema;

namespace Gantry.Xtce;

/// <summary>Checks a document against the schema of the version it declares.</summary>
internal static class SchemaCheck
{
    private static readonly Lazy<XmlSchemaSet> _v11 = new(() => Compile("SpaceSystem-1.1.xsd"));
    private static readonly Lazy<XmlSchemaSet> _v12 = new(() => Compile("SpaceSystem-1.2.xsd"));
    private static readonly Lazy<XmlSchemaSet> _v13 = new(() => Compile("SpaceSystem-1.3.xsd"));

    public static void Check(Stream stream, XtceVersion version, DiagnosticList diagnostics, XtceLimits limits)
    {
        var schemas = version switch { XtceVersion.V11 => _v11.Value, XtceVersion.V12 => _v12.Value, XtceVersion.V13 => _v13.Value, _ => null };
        // That the version is not known is told already.
        if (schemas is null)
            return;
        var settings = ElementReader.Safe(limits);
        settings.ValidationType = ValidationType.Schema;
        settings.ValidationFlags = XmlSchemaValidationFlags.ProcessIdentityConstraints | XmlSchemaValidationFlags.AllowXmlAttributes;
        settings.Schemas = schemas;
        settings.ValidationEventHandler += (_, breach) => Tell(breach, version, diagnostics);
        using var reader = XmlReader.Create(stream, settings);
        try
        {
            while (reader.Read())
            {
            }
        }
        catch (XmlException e)
        {
            diagnostics.Add("XT000", new(e.LineNumber, e.LinePosition), "", "the file is not XML that may be read");
        }
    }

    private static void Tell(ValidationEventArgs breach, XtceVersion version, DiagnosticList diagnostics)
    {
        var at = new Place(breach.Exception.LineNumber, breach.Exception.LinePosition);
        // The reader has said it in better words.
        if (diagnostics.Has(at.Line, "XT004", "XT005"))
            return;
        diagnostics.Add("XT003", at, "", $"the schema of XTCE {version.Say()} is not kept: {Plain(breach.Message)}", "", "see the schema for what may stand here");
    }

    // The parser repeats the name space before each name.
    private static string Plain(string message)
    {
        var text = message.Length > 400 ? message[..400] + "…" : message;
        foreach (var version in (ReadOnlySpan<XtceVersion>)[XtceVersion.V11, XtceVersion.V12, XtceVersion.V13])
            text = text.Replace(version.NameSpace() + ":", "", StringComparison.Ordinal).Replace($" in namespace '{version.NameSpace()}'", "", StringComparison.Ordinal);
        return text.TrimEnd('.');
    }

    private static XmlSchemaSet Compile(string name)
    {
        var set = new XmlSchemaSet { XmlResolver = null };
        Add(set, "xml.xsd");
        Add(set, name);
        set.Compile();
        return set;
    }

    private static void Add(XmlSchemaSet set, string name)
    {
        using var stream = typeof(SchemaCheck).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The schema {name} is not in the assembly.");
        using var reader = XmlReader.Create(stream, new() { XmlResolver = null });
        set.Add(null, reader);
    }
}
