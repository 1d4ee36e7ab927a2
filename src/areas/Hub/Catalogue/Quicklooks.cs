namespace Gantry.Hub;

/// <summary>
/// Quicklooks are products themselves, which say by their attribute <c>quicklookOf</c> whose they are: so they are checked,
/// scanned, kept and evicted as everything else.
/// </summary>
internal sealed class Quicklooks(ILookup<(string, string, string), Product> byParent)
{
    public const string Attribute = "quicklookOf";

    public static readonly Quicklooks None = Of([]);

    public static Quicklooks Of(IEnumerable<Product> quicklooks) =>
        new(quicklooks.ToLookup(q => (q.Mission, q.Environment, q.Metadata.Text(Attribute) ?? "")));

    public IReadOnlyList<Product> Of(Product product) =>
        [.. byParent[(product.Mission, product.Environment, product.Name)].OrderBy(q => q.Name, StringComparer.Ordinal)];
}
