using Xunit;

namespace Gantry.Hub.Tests;

public class PublishingLineTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);

    private readonly List<string[]> _groups = [];
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayGoOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Offer Named(string name) => new(
        new Product(Guid.CreateVersion7(), "demo", "ops", name, null, new Blob(Digest.Of(name), "", 1), default, null, "somebody", Digest.Of("release")),
        SameName.Refuse, null, default);

    private PublishingLine Line(string? poison = null) => new(async offers =>
    {
        _groups.Add([.. offers.Select(o => o.Product.Name)]);
        _begun.TrySetResult();
        await _mayGoOn.Task.WaitAsync(_patience, Ct);
        return offers.Any(o => o.Product.Name == poison)
            ? throw new InvalidOperationException("poison")
            : [.. offers.Select(o => (Result<Published>)new Published(o.Product, IsNew: true))];
    });

    // The first is on its way when the others come, so they wait together.
    private async Task<Task<Result<Published>>[]> OfferAsync(PublishingLine line, params string[] names)
    {
        var first = line.PublishAsync(Named("first"), Ct);
        await _begun.Task.WaitAsync(_patience, Ct);
        Task<Result<Published>>[] all = [first, .. names.Select(name => line.PublishAsync(Named(name), Ct))];
        _mayGoOn.SetResult();
        return all;
    }

    [Fact]
    public async Task What_comes_while_one_is_published_goes_together_afterwards()
    {
        var published = await Task.WhenAll(await OfferAsync(Line(), "a", "b", "c"));
        Assert.Equal([["first"], ["a", "b", "c"]], _groups);
        Assert.Equal(["first", "a", "b", "c"], published.Select(p => p.OrThrow().Product.Name));
    }

    [Fact]
    public async Task Two_of_one_name_go_one_after_the_other()
    {
        await Task.WhenAll(await OfferAsync(Line(), "a", "b", "a", "c", "a"));
        Assert.Equal([["first"], ["a", "b", "c"], ["a"], ["a"]], _groups);
    }

    [Fact]
    public async Task One_that_cannot_be_written_takes_nobody_with_it()
    {
        var offered = await OfferAsync(Line(poison: "b"), "a", "b", "c");
        Assert.True((await offered[1]).OrThrow().IsNew);
        Assert.True((await offered[3]).OrThrow().IsNew);
        await Assert.ThrowsAsync<InvalidOperationException>(() => offered[2]);
    }

    [Fact]
    public async Task Goes_on_after_it_stood_still()
    {
        _mayGoOn.SetResult();
        var line = Line();
        for (var i = 0; i < 100; i++)
            Assert.True((await line.PublishAsync(Named($"{i}"), Ct).WaitAsync(_patience, Ct)).OrThrow().IsNew);
    }
}
