namespace Gantry.Hub;

/// <summary>A product to be published.</summary>
/// <param name="SameName">What is to be done when its name is taken.</param>
/// <param name="Retention">How long it is kept; null for ever.</param>
/// <param name="Since">The last stamp that was seen before its bytes were put.</param>
internal sealed record Offer(Product Product, SameName SameName, TimeSpan? Retention, DateTimeOffset Since)
{
    /// <summary>Two of one key cannot be published in one go: the second must see the first.</summary>
    public (string, string, string) Key => (Product.Mission, Product.Environment, Product.Name);
}
