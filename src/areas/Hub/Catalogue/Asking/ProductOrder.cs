using System.Globalization;

namespace Gantry.Hub;

/// <summary>An order of products, and the place in it to go on from. The number breaks every tie, in the same direction, so nothing is lost or doubled between pages.</summary>
/// <param name="SortedBy">What they are sorted by.</param>
/// <param name="After">The condition of coming later than the place; null at the beginning.</param>
internal sealed record ProductOrder(QueryField SortedBy, bool IsDescending, SqlText? After = null)
{
    private static readonly SqlText _number = SqlText.Constant("hub_product.number");

    public static readonly ProductOrder ByPublication = new(ProductFields.PublicationDate, IsDescending: false);

    public bool IsByNumber => SortedBy.SortKey == ProductFields.PublicationDate.SortKey;

    public SqlText By => ByOf(_number);

    /// <summary>The same, with the number read from somewhere else.</summary>
    public SqlText ByOf(SqlText number)
    {
        var direction = SqlText.Constant(IsDescending ? "desc" : "asc");
        return IsByNumber ? SqlText.Of($"{number} {direction}") : SqlText.Of($"{SortedBy.SortKey} {direction}, {number} {direction}");
    }

    /// <summary>The place of a product in this order, for the next link.</summary>
    public string TokenOf(Product product) => IsByNumber ? Text(product.Number) : $"{Text(product.Number)}_{KeyOf(product)}";

    /// <summary>The order from a place on; null when the place is not one of ours.</summary>
    public ProductOrder? From(string token)
    {
        var cut = token.IndexOf('_', StringComparison.Ordinal);
        if (!TryRead(cut < 0 ? token : token[..cut], out var number) || cut < 0 != IsByNumber)
            return null;
        var sign = SqlText.Constant(IsDescending ? "<" : ">");
        if (IsByNumber)
            return this with { After = SqlText.Of($"{_number} {sign} {number}") };
        var key = token[(cut + 1)..];
        if (SortedBy.Kind is FieldKind.Text or FieldKind.Id or FieldKind.Production)
            return key.Contains('\0', StringComparison.Ordinal) ? null : this with { After = SqlText.Of($"({SortedBy.SortKey}, {_number}) {sign} ({key}, {number})") };
        return TryRead(key, out var value) ? this with { After = SqlText.Of($"({SortedBy.SortKey}, {_number}) {sign} ({value}, {number})") } : null;
    }

    private string KeyOf(Product p) => SortedBy.Property switch
    {
        "Id" => p.Id.ToString("D"),
        "Name" => p.Name,
        "ContentType" => p.Metadata.ContentType,
        "ProductionType" => p.Metadata.ProductionType ?? "",
        "ContentLength" => Text(p.Blob.SizeBytes),
        "OriginDate" => Text(p.Metadata.OriginAt?.ToUnixTimeMilliseconds() ?? long.MaxValue),
        "EvictionDate" => Text(p.EvictAt?.ToUnixTimeMilliseconds() ?? Validity.WithoutEnd),
        "ContentDate/Start" => Text(Validity.Columns(p.Metadata).From),
        "ContentDate/End" => Text(Validity.Columns(p.Metadata).Until),
        _ => throw new InvalidOperationException($"Products are sorted by {SortedBy.Property}, and their place in that order is not known."),
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool TryRead(string text, out long number) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
