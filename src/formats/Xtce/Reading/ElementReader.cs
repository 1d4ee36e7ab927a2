using System.Xml;

namespace Gantry.Xtce;

/// <summary>Takes elements from a document as it streams by. No DTD is read, nothing outside the document is opened.</summary>
internal sealed class ElementReader : IDisposable
{
    private const string Declaration = "http://www.w3.org/2000/xmlns/";
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";
    private const string Xml = "http://www.w3.org/XML/1998/namespace";
    private const string Include = "http://www.w3.org/2001/XInclude";

    private readonly XmlReader _xml;
    private readonly IXmlLineInfo _lines;
    private readonly XtceLimits _limits;
    private int _elements;

    public ElementReader(Stream stream, XtceLimits limits)
    {
        _limits = limits;
        _xml = XmlReader.Create(stream, Safe(limits));
        _lines = (IXmlLineInfo)_xml;
    }

    /// <summary>How any document is opened that came from outside.</summary>
    public static XmlReaderSettings Safe(XtceLimits limits) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        MaxCharactersInDocument = limits.Characters,
        MaxCharactersFromEntities = 1024,
    };

    /// <summary>The name space of the outermost element; what is in another is foreign.</summary>
    public string NameSpace { get; private set; } = "";

    public Place At => new(_lines.LineNumber, _lines.LinePosition);

    /// <summary>Goes to the outermost element and reads its attributes alone.</summary>
    public Element Open()
    {
        _xml.MoveToContent();
        NameSpace = _xml.NamespaceURI;
        return Begin(null);
    }

    /// <summary>The children of the element that was just begun, each with its attributes alone.</summary>
    public IEnumerable<Element> Children(Element parent)
    {
        if (_xml.IsEmptyElement)
        {
            _xml.Read();
            yield break;
        }
        _xml.Read();
        while (_xml.NodeType != XmlNodeType.EndElement && !_xml.EOF)
        {
            if (_xml.NodeType == XmlNodeType.Element)
                yield return Begin(parent);
            else
                _xml.Read();
        }
        _xml.Read();
    }

    /// <summary>Reads the rest of an element that was just begun.</summary>
    public Element Fill(Element element)
    {
        var before = _elements;
        FillInto(element, before);
        return element;
    }

    public void Dispose() => _xml.Dispose();

    private void FillInto(Element element, int before)
    {
        if (_xml.IsEmptyElement)
        {
            _xml.Read();
            return;
        }
        _xml.Read();
        while (_xml.NodeType != XmlNodeType.EndElement && !_xml.EOF)
        {
            switch (_xml.NodeType)
            {
                case XmlNodeType.Element:
                    var child = Begin(element);
                    if (_elements - before > _limits.ElementsOfAnItem)
                        throw new LimitException($"the item that begins in line {element.At.Line} has more than {_limits.ElementsOfAnItem:N0} elements", At);
                    element.Add(child);
                    FillInto(child, before);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    element.Text = element.Text.Length == 0 ? _xml.Value : element.Text + _xml.Value;
                    _xml.Read();
                    break;
                default:
                    _xml.Read();
                    break;
            }
        }
        _xml.Read();
    }

    private Element Begin(Element? parent)
    {
        if (_xml.Depth > _limits.Depth)
            throw new LimitException($"elements lie more than {_limits.Depth} deep in one another", At);
        if (++_elements > _limits.Elements)
            throw new LimitException($"there are more than {_limits.Elements:N0} elements", At);
        var element = new Element(_xml.LocalName, At, parent) { IsForeign = _xml.NamespaceURI != NameSpace };
        while (_xml.MoveToNextAttribute())
        {
            if (_xml.NamespaceURI.Length == 0 || _xml.NamespaceURI == NameSpace)
                element.Add(_xml.LocalName, _xml.Value);
            else if (_xml.NamespaceURI is not (Declaration or Instance or Xml or Include))
                element.Add(_xml.Name, _xml.Value);
        }
        _xml.MoveToElement();
        return element;
    }
}

/// <summary>A document is larger than is read.</summary>
internal sealed class LimitException(string message, Place at) : Exception(message)
{
    public Place At => at;
}
