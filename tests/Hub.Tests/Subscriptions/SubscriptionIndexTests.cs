using FsCheck;
using FsCheck.Fluent;
using Gantry.OData;
using Property = Gantry.OData.Property;
using Xunit;

namespace Gantry.Hub.Tests.Subscriptions;

public class SubscriptionIndexTests
{
    private static readonly DateTimeOffset _before = SomeProducts.Noon.AddHours(-1);

    private static Subscription To(FilterNode filter, string? mission = null) =>
        new(Guid.CreateVersion7(), Guid.Empty, "somebody", mission, mission is null ? null : "ops", null, filter.ToString(), null, _before);

    [Fact]
    public void Finds_exactly_those_whose_filter_passes()
    {
        var cases = from filters in SomeProducts.FiltersWithAttributes(2).ListOf(30) from product in SomeProducts.Products select (filters, product);
        Prop.ForAll(cases.ToArbitrary(), sample =>
        {
            var subscriptions = sample.filters.Select(filter => To(filter)).ToList();
            var index = SubscriptionIndex.Empty.With(subscriptions, 1);
            var expected = subscriptions.Where(s => ProductTest.Read(s.Filter).Value!.Passes(sample.product)).Select(s => s.Id).Order();
            return expected.SequenceEqual(index.Match(sample.product, SomeProducts.Noon).Select(s => s.Id).Order());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    [Fact]
    public void Follows_every_change_of_the_book()
    {
        var name = new Compare(Comparison.Eq, new Property("Name"), new TextLiteral("a"));
        var (one, two) = (To(name), To(name));
        var product = SomeProducts.Products.Sample(200, 200).First(p => p.Name == "a");
        var index = SubscriptionIndex.Empty.With([one, two], 1);
        Assert.Equal(2, index.Match(product, SomeProducts.Noon).Count());

        index = index.With([one.Cancel(SomeProducts.Noon).OrThrow()], 2);
        Assert.Equal(two.Id, Assert.Single(index.Match(product, SomeProducts.Noon)).Id);

        index = index.With([two.Pause(_before.AddMinutes(1)).OrThrow()], 3);
        Assert.Empty(index.Match(product, SomeProducts.Noon));
        Assert.Equal((1, 3), (index.Count, index.Version));
        Assert.Equal(0, index.With([two.Cancel(SomeProducts.Noon).OrThrow()], 4).Count);
    }

    [Fact]
    public void Knows_a_place_from_another()
    {
        var index = SubscriptionIndex.Empty.With([To(new FlagLiteral(true), "other")], 1);
        Assert.Empty(index.Match(SomeProducts.Products.Sample(1, 1).First(), SomeProducts.Noon));
    }
}
