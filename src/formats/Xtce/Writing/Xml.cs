using System.Xml;
using System.Xml.Linq;

namespace Gantry.Xtce;

/// <summary>Makes elements of one version. What is null is left out.</summary>
internal sealed class Xml(XtceVersion version)
{
    private readonly XNamespace _space = version.NameSpace();

    public bool Is11 => version == XtceVersion.V11;

    public bool Is13 => version == XtceVersion.V13;

    public XElement E(string name, params object?[] content) => new(_space + name, content);

    /// <summary>An element around others; none when there are none.</summary>
    public XElement? Set(string name, IEnumerable<object?> content)
    {
        var items = content.Where(c => c is not null).ToArray();
        return items.Length == 0 ? null : E(name, items);
    }

    public static XAttribute? A(string name, string? value) => value is null ? null : new(name, value);

    public static XAttribute? A(string name, double? value) => value is { } number ? new(name, XmlConvert.ToString(number)) : null;

    public static XAttribute? A(string name, long? value) => value is { } number ? new(name, XmlConvert.ToString(number)) : null;

    public static XAttribute? A(string name, bool? value) => value is { } flag ? new(name, XmlConvert.ToString(flag)) : null;

    public static XAttribute? A(string name, TimeSpan? value) => value is { } length ? new(name, XmlConvert.ToString(length)) : null;

    /// <summary>Written where it is not what the schema assumes.</summary>
    public static XAttribute? Unless<T>(T usual, string name, T value)
        where T : IEquatable<T> => value.Equals(usual) ? null : A(name, value switch { bool flag => XmlConvert.ToString(flag), double number => XmlConvert.ToString(number), _ => value.ToString() });

    /// <summary>The description of an item: an attribute, and what stands first in it.</summary>
    public object?[] About(Description about) =>
    [
        A("shortDescription", about.Short),
        about.Long is null ? null : E("LongDescription", about.Long),
        Set("AliasSet", about.Aliases.Select(a => E("Alias", A("nameSpace", a.NameSpace), A("alias", a.Name)))),
        Ancillary(about.Ancillary),
    ];

    public XElement? Ancillary(ValueList<AncillaryData> data) =>
        Set("AncillaryDataSet", data.Select(a => E("AncillaryData", A("name", a.Name), Unless("text/plain", "mimeType", a.MimeType), A("href", a.Href), a.Text)));
}
