using Xunit;

namespace Gantry.Hub.Tests.Subscriptions;

public class SubscriptionTests
{
    private static readonly DateTimeOffset _noon = SomeProducts.Noon;

    private readonly Subscription _made = new(Guid.CreateVersion7(), Guid.CreateVersion7(), "ada", null, null, null, "true", null, _noon);

    private static bool Wants(Subscription subscription, int minute) => subscription.Wants("demo", "ops", _noon.AddMinutes(minute));

    [Fact]
    public void Wants_what_is_published_after_it_was_made_and_not_while_it_is_paused()
    {
        Assert.False(Wants(_made, 0));
        Assert.True(Wants(_made, 1));
        var paused = _made.Pause(_noon.AddMinutes(10)).OrThrow();
        Assert.True(Wants(paused, 9));
        Assert.False(Wants(paused, 11));
        var resumed = paused.Resume(_noon.AddMinutes(20)).OrThrow();
        Assert.True(Wants(resumed, 9));
        Assert.False(Wants(resumed, 15));
        Assert.True(Wants(resumed, 21));
    }

    [Fact]
    public void Ends_for_good_when_it_is_cancelled()
    {
        var ended = _made.Cancel(_noon).OrThrow();
        Assert.Equal("hub.subscription_cancelled", ended.Resume(_noon).Fault?.Code);
        Assert.Equal("hub.subscription_cancelled", ended.Pause(_noon).Fault?.Code);
        Assert.Equal(ended, ended.Cancel(_noon.AddMinutes(1)).OrThrow());
    }

    [Fact]
    public void Tells_only_what_its_owner_and_the_token_it_was_made_with_may_read()
    {
        var owner = new Caller(_made.Owner, "ada", [new(Role.Viewer, "neo", null)]);
        var narrow = _made with { Narrowing = [new(Role.Viewer, null, "dev")] };
        Assert.True(_made.MayTell(owner, new("neo", "ops")));
        Assert.False(_made.MayTell(owner, new("swot", "ops")));
        Assert.True(narrow.MayTell(owner, new("neo", "dev")));
        Assert.False(narrow.MayTell(owner, new("neo", "ops")));
        Assert.False(_made.MayTell(null, new("neo", "ops")));
    }
}
