using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Gantry.Hub.Tests;

public class CatalogueValuesTests
{
    [Fact]
    public void Ids_sort_as_the_numbers_do_within_one_millisecond()
    {
        var at = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        long[] numbers = [1, 2, 255, 256, 4095, 4096, (1L << 28) - 1, 1L << 28, (1L << 34) + 5];
        var ids = numbers.Select(n => ProductIds.Of(at, n).ToString("D")).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.Equal(('7', true), (id[14], id[19] is '8' or '9' or 'a' or 'b')));
        Assert.True(string.CompareOrdinal(ids[^1], ProductIds.Of(at.AddMilliseconds(1), 1).ToString("D")) < 0);
    }

    [Fact]
    public void Values_sort_as_text_like_what_they_are()
    {
        long[] whole = [long.MinValue, -265, -1, 0, 1, 9, 10, 265, long.MaxValue];
        double[] real = [double.MinValue, -1.5, -1e-300, 0, 1e-300, 1, 1.5, 2, double.MaxValue];
        AssertSorted(whole.Select(w => new AttributeValue.Whole(w).SortKey()));
        AssertSorted(real.Select(r => new AttributeValue.Real(r).SortKey()));
        Assert.Equal(new AttributeValue.Real(0.0).SortKey(), new AttributeValue.Real(-0.0).SortKey());
    }

    [Fact]
    public void Long_texts_are_told_apart_and_stay_short_enough_for_an_index()
    {
        var text = new string('x', 5000);
        Assert.NotEqual(new AttributeValue.Text(text).SortKey(), new AttributeValue.Text(text + "y").SortKey());
        Assert.True(new AttributeValue.Text(text).SortKey().Length < 400);
    }

    [Fact]
    public void Attributes_come_back_from_their_row_as_they_went_in() => Prop.ForAll<string, long, double>((text, whole, real) =>
    {
        if (!double.IsFinite(real) || (text ?? "").Any(char.IsSurrogate))
            return;
        ProductAttribute[] attributes =
        [
            new("a:b\"c", new AttributeValue.Text(text ?? "")), new("w", new AttributeValue.Whole(whole)), new("r", new AttributeValue.Real(real)),
            new("f", new AttributeValue.Flag(whole % 2 == 0)), new("i", new AttributeValue.Instant(DateTimeOffset.FromUnixTimeMilliseconds(whole % 1_000_000_000_000))),
        ];
        Assert.Equal(attributes, AttributeText.Read(AttributeText.Write(attributes)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_window_of_publication_knows_the_first_and_the_last_millisecond()
    {
        Assert.Equal((1000L, 2001L), Narrowed("PublicationDate ge 1970-01-01T00:00:01Z", "PublicationDate le 1970-01-01T00:00:02.000000Z"));
        Assert.Equal((1001L, 2000L), Narrowed("1970-01-01T00:00:01Z lt PublicationDate", "PublicationDate lt 1970-01-01T00:00:02Z"));
        Assert.Equal((1001L, long.MaxValue), Narrowed("PublicationDate gt 1970-01-01T00:00:01.0000001Z"));
    }

    private static (long, long) Narrowed(params string[] terms)
    {
        var window = Window.Always;
        foreach (var term in terms)
            window = window.Narrowed(OData.FilterParser.Parse(term).Value!)!;
        return (window.From, window.Until);
    }

    private static void AssertSorted(IEnumerable<string> keys)
    {
        var given = keys.ToList();
        Assert.Equal(given.Order(StringComparer.Ordinal), given);
    }
}
