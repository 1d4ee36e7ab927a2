namespace Gantry.Xtce;

/// <summary>The references of a database, kept until every item is known.</summary>
internal sealed class Links(XtceSettings settings)
{
    private readonly List<Link> _all = [];

    public IReadOnlyList<Link> All => _all;

    /// <summary>What the standard leaves open is decided here, and told where it matters.</summary>
    public XtceSettings Settings => settings;

    public Reference<T> Add<T>(Reference<T> reference, Element element, Scope scope)
        where T : Item
    {
        _all.Add(new(reference, element, scope));
        return reference;
    }

    public ParameterReference Add(ParameterReference reference, Element element, Scope scope)
    {
        _all.Add(new(reference, element, scope));
        return reference;
    }

    /// <summary>A reference, where it is written, and what its names are relative to.</summary>
    public sealed record Link(object Reference, Element Element, Scope Scope);
}
