namespace Gantry.Xtce;

/// <summary>
/// An element of one item, with what is in it. It remembers what was asked of it, so that in the end what nobody asked for
/// can be told as unknown.
/// </summary>
internal sealed class Element(string name, Place at, Element? parent)
{
    private readonly List<Attribute> _attributes = [];
    private readonly List<Element> _children = [];
    private bool _isRead;

    public string Name => name;

    public Place At => at;

    public Element? Parent => parent;

    public bool IsForeign { get; init; }

    public string Text { get; set; } = "";

    public IReadOnlyList<Element> Children => _children;

    public void Add(Element child) => _children.Add(child);

    public void Add(string attribute, string value) => _attributes.Add(new(attribute, value));

    /// <summary>An attribute's value; null when it is not there.</summary>
    public string? this[string attribute]
    {
        get
        {
            foreach (var one in _attributes)
            {
                if (one.Name != attribute)
                    continue;
                one.IsRead = true;
                return one.Value;
            }
            return null;
        }
    }

    public Element? Child(string childName)
    {
        foreach (var child in _children)
        {
            if (child.Name == childName && !child.IsForeign)
                return child.Read();
        }
        return null;
    }

    /// <summary>All children of a name, or of any of several.</summary>
    public IEnumerable<Element> All(params string[] names)
    {
        foreach (var child in _children)
        {
            if (names.Contains(child.Name) && !child.IsForeign)
                yield return child.Read();
        }
    }

    /// <summary>Says that this element was understood.</summary>
    public Element Read()
    {
        _isRead = true;
        return this;
    }

    /// <summary>Says that this element and all in it were understood.</summary>
    public void ReadAll()
    {
        Read();
        foreach (var attribute in _attributes)
            attribute.IsRead = true;
        foreach (var child in _children)
            child.ReadAll();
    }

    /// <summary>What nobody asked for, the outermost of each.</summary>
    public IEnumerable<(Element Element, string? Attribute)> Unread()
    {
        if (!_isRead)
        {
            yield return (this, null);
            yield break;
        }
        foreach (var attribute in _attributes)
        {
            if (!attribute.IsRead)
                yield return (this, attribute.Name);
        }
        foreach (var child in _children)
        {
            foreach (var unread in child.Unread())
                yield return unread;
        }
    }

    /// <summary>Is it an entry of a container, an encoding, or in one, where an unknown word may shift every bit that follows?</summary>
    public bool IsOfLayout
    {
        get
        {
            for (var element = this; element is not null; element = element.Parent)
            {
                if (element.Name is "EntryList" || element.Name.EndsWith("DataEncoding", StringComparison.Ordinal))
                    return true;
            }
            return false;
        }
    }

    public string Path
    {
        get
        {
            var own = _attributes.Find(a => a.Name == "name") is { } named ? $"/{name}[@name='{named.Value}']" : "/" + name;
            return parent is null ? own : parent.Path + own;
        }
    }

    private sealed class Attribute(string name, string value)
    {
        public string Name => name;

        public string Value => value;

        public bool IsRead { get; set; }
    }
}
