using System.Xml;

namespace Gantry.Xtce;

/// <summary>Reads databases of XTCE 1.1, 1.2 and 1.3.</summary>
public static class XtceReader
{
    /// <summary>Reads a database; never throws on what is in the stream, and says all that is wrong with it.</summary>
    /// <param name="file">How findings name the file.</param>
    public static XtceReading Read(Stream stream, string file, XtceOptions? options = null)
    {
        options ??= XtceOptions.Default;
        var diagnostics = new DiagnosticList(file, options.Mode, options.Limits.Diagnostics);
        // The schema is checked in a walk of its own, so a strict reading goes over the bytes twice.
        var bytes = options.Mode == ReadingMode.Strict && !stream.CanSeek ? Copy(stream, options.Limits) : stream;
        var start = bytes.CanSeek ? bytes.Position : 0;
        var links = new Links(options.Settings);
        var (root, version) = ReadRoot(bytes, diagnostics, links, options);
        if (root is null)
            return new(null, diagnostics.InOrder());
        var database = new Linker(diagnostics, version).Link(root, links, options.Settings);
        DatabaseRules.Check(database, diagnostics);
        if (options.Mode == ReadingMode.Strict)
        {
            bytes.Position = start;
            SchemaCheck.Check(bytes, version, diagnostics, options.Limits);
        }
        return new(database, diagnostics.InOrder());
    }

    public static XtceReading Read(ReadOnlyMemory<byte> bytes, string file, XtceOptions? options = null)
    {
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        return Read(stream, file, options);
    }

    private static (SpaceSystem? Root, XtceVersion Version) ReadRoot(Stream stream, DiagnosticList diagnostics, Links links, XtceOptions options)
    {
        try
        {
            using var elements = new ElementReader(stream, options.Limits);
            var opened = elements.Open();
            var version = XtceVersions.Of(elements.NameSpace);
            if (opened.Name != "SpaceSystem")
            {
                diagnostics.Add("XT000", opened.At, opened.Path, $"the document is a {Wording.Quote(opened.Name)}", "", "an XTCE database is a SpaceSystem");
                return (null, version);
            }
            var scope = new Scope(diagnostics, version, links, "");
            if (version == XtceVersion.Unknown)
            {
                scope.Report(
                    "XT001", opened, elements.NameSpace.Length == 0 ? "the file has no name space" : $"the name space {Wording.Quote(elements.NameSpace)} is not known",
                    "it is read by what it uses", $"declare {XtceVersion.V12.NameSpace()}");
            }
            return (new SystemReader(elements).Read(opened, scope), version);
        }
        catch (XmlException e)
        {
            diagnostics.Add("XT000", new(e.LineNumber, e.LinePosition), "", $"the file is not XML that may be read: {Shorten(e.Message)}", "", "a database is well-formed XML without a DTD");
        }
        catch (LimitException e)
        {
            diagnostics.Add("XT000", e.At, "", e.Message, "nothing is read", "split the database, or raise the limit");
        }
        return (null, XtceVersion.Unknown);
    }

    // What is not well-formed is quoted at any length by the parser.
    private static string Shorten(string message) => (message.Length <= 200 ? message : message[..200] + "…").TrimEnd('.');

    private static MemoryStream Copy(Stream stream, XtceLimits limits)
    {
        var copy = new MemoryStream();
        var piece = new byte[81_920];
        // One more than may be read, so that what reads it sees that it is too long.
        while (copy.Length <= limits.Characters && stream.Read(piece) is > 0 and var count)
            copy.Write(piece, 0, count);
        copy.Position = 0;
        return copy;
    }
}

/// <summary>A database, as far as there is one, and what was found on the way.</summary>
public sealed record XtceReading(XtceDatabase? Database, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool HasErrors => Database is null || Diagnostics.Any(d => d.Severity == Severity.Error);
}
