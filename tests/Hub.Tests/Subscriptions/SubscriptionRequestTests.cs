using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Gantry.Hub.Tests.Subscriptions;

public class SubscriptionRequestTests
{
    private static Result<SubscriptionRequest> Read(string json) => SubscriptionRequest.Read(JsonDocument.Parse(json).RootElement);

    [Theory]
    [InlineData("""{"FilterParam":"Name eq 'x'"}""", "Name eq 'x'")]
    [InlineData("""{"FilterParam":"$filter=Name eq 'x'"}""", "Name eq 'x'")]
    [InlineData("""{"FilterParam":"Products?$filter=Name eq 'x'"}""", "Name eq 'x'")]
    [InlineData("""{"@odata.type":"#x","Status":"running","SubscriptionEvent":["created"],"Priority":1,"StageOrder":true}""", "")]
    public void The_filter_is_read_as_clients_write_it(string json, string filter) => Assert.Equal(filter, Read(json).OrThrow().FilterText);

    [Theory]
    [InlineData("[]", "object")]
    [InlineData("""{"FilterParm":"x"}""", "FilterParm")]
    [InlineData("""{"FilterParam":5}""", "FilterParam is not a text")]
    [InlineData("""{"Status":"paused"}""", "begins as running")]
    [InlineData("""{"SubscriptionEvent":["deleted"]}""", "created")]
    public void What_is_not_a_subscription_is_refused_by_name(string json, string named) =>
        Assert.Contains(named, Read(json).Fault?.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("running", 0)]
    [InlineData("PAUSED", 1)]
    [InlineData("cancelled", 2)]
    [InlineData("canceled", 2)]
    [InlineData("1", 1)]
    [InlineData("OData.CSC.SubscriptionStatus'paused'", 1)]
    public void A_status_is_read_in_every_spelling(string text, int status) => Assert.Equal(status, (int)StatusWord.Read(text).OrThrow());

    [Fact]
    public void Any_status_is_answered() => Prop.ForAll<string>(text => StatusWord.Read(text ?? "") is var read && (read.Fault is null || read.Fault.Code == "hub.bad_status"))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
}
