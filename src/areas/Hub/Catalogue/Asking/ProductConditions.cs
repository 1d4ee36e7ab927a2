using Gantry.OData;

namespace Gantry.Hub;

/// <summary>Conditions on products: on their columns, their attributes and their ground.</summary>
internal sealed class ProductConditions(AttributeDirectory directory, Dialect dialect) : FieldConditions(ProductFields.Book)
{
    public override SqlText Write(FilterNode node) => node switch
    {
        Any { Condition: null } => SqlText.Of($"hub_product.attributes <> {AttributeText.None}"),
        Any any => AnyOf(AttributeCondition.Read(any).SelectMany(Of)),
        Spatial spatial => GroundCondition.Write(spatial, dialect),
        _ => base.Write(node),
    };

    private IEnumerable<SqlText> Of(AttributeCondition asked) => asked.Names.SelectMany(name =>
        ProductFields.AttributeColumns.TryGetValue(name, out var column)
            ? [Holds(asked, column, FieldKind.Text)]
            : directory.Find(name).Select(known => OfKind(asked, known)));

    // What equals one value is looked up in the index, without touching the product's row; anything else is read from it.
    private SqlText OfKind(AttributeCondition asked, KnownAttribute known) =>
        Driver.EqualTo(asked.Value, known.Kind) is { } keys
            ? SqlText.Of(
                $"""
                 exists (select 1 from hub_attribute held
                     where held.attribute = {known.Number} and held.value in {keys} and held.product = hub_product.number)
                 """)
            : Holds(asked, JsonValue(known), KindOf(known.Kind));

    private static SqlText Holds(AttributeCondition asked, SqlText value, FieldKind kind)
    {
        var isThere = SqlText.Of($"{value} is not null");
        return asked.Value is null
            ? isThere
            : SqlText.Of($"({isThere} and {new ValueConditions(asked.Variable, new("Value", value, kind) { MayBeNull = true }).Write(asked.Value)})");
    }

    private SqlText JsonValue(KnownAttribute known)
    {
        var key = AttributeText.Key(known.Name, known.Kind);
        if (dialect.Engine == "sqlite")
            return SqlText.Of($"json_extract(hub_product.attributes, {"$.\"" + key + "\""})");
        var text = SqlText.Of($"(hub_product.attributes::json ->> {key})");
        return known.Kind switch
        {
            AttributeKind.S => SqlText.Of($"{text} collate \"C\""),
            AttributeKind.D => SqlText.Of($"{text}::double precision"),
            _ => SqlText.Of($"{text}::bigint"),
        };
    }

    private static FieldKind KindOf(AttributeKind kind) => kind switch
    {
        AttributeKind.S => FieldKind.Text,
        AttributeKind.I => FieldKind.Whole,
        AttributeKind.D => FieldKind.Real,
        AttributeKind.B => FieldKind.Flag,
        _ => FieldKind.Instant,
    };

    private static SqlText AnyOf(IEnumerable<SqlText> conditions)
    {
        var all = conditions.ToList();
        return all.Count switch { 0 => False, 1 => all[0], _ => SqlText.Of($"({SqlText.Join(" or ", all)})") };
    }
}
