namespace Gantry.OData;

/// <summary>One step of an order: a property, upwards unless it says otherwise.</summary>
public sealed record OrderBy(Property Property, bool Descending = false)
{
    public override string ToString() => $"{Property} {(Descending ? "desc" : "asc")}";
}
