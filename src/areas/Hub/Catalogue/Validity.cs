namespace Gantry.Hub;

/// <summary>
/// A product's validity as the columns keep it, so that comparing needs no thought: an open beginning is before every
/// date and an open end behind it; what has none at all begins after every date and ends before it.
/// </summary>
internal static class Validity
{
    public const long FromTheBeginning = -62_135_596_800_000;
    public const long WithoutEnd = 253_402_300_799_999;
    public const long NoneFrom = long.MaxValue;
    public const long NoneUntil = -long.MaxValue;

    public static (long From, long Until) Columns(ProductMetadata metadata) => metadata is { ValidFrom: null, ValidUntil: null }
        ? (NoneFrom, NoneUntil)
        : (metadata.ValidFrom?.ToUnixTimeMilliseconds() ?? FromTheBeginning, metadata.ValidUntil?.ToUnixTimeMilliseconds() ?? WithoutEnd);

    public static DateTimeOffset? Read(long column) =>
        column is NoneFrom or NoneUntil or FromTheBeginning or WithoutEnd ? null : DateTimeOffset.FromUnixTimeMilliseconds(column);
}
