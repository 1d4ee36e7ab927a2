namespace Gantry.Hub;

/// <summary>A collection: the products of one type in a mission's environment.</summary>
/// <param name="ProductType">Empty for those that have none.</param>
internal sealed record CollectionId(string Mission, string Environment, string ProductType)
{
    private const string Untyped = "_untyped";

    public static CollectionId Of(Product product) => new(product.Mission, product.Environment, TallyKind.Of(product).ProductType);

    // Neither a mission nor an environment has a dot in its name; a type may.
    public static CollectionId? Parse(string text) =>
        text.Split('.', 3) is [{ Length: > 0 } mission, { Length: > 0 } environment, { Length: > 0 } type] && !text.Contains('\0', StringComparison.Ordinal)
            ? new(mission, environment, type == Untyped ? "" : type)
            : null;

    public SqlText Condition => ProductType.Length == 0
        ? SqlText.Of($"(mission = {Mission} and environment = {Environment} and product_type is null)")
        : SqlText.Of($"(mission = {Mission} and environment = {Environment} and product_type = {ProductType})");

    public override string ToString() => $"{Mission}.{Environment}.{(ProductType.Length == 0 ? Untyped : ProductType)}";
}
