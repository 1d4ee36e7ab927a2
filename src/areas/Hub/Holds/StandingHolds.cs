using Gantry.OData;

namespace Gantry.Hub;

/// <summary>The holds that stand in an environment, ready to be asked of products.</summary>
internal sealed class StandingHolds(IReadOnlyList<Hold> holds)
{
    // A filter that this program cannot read holds everything: what is kept for nothing can be deleted later.
    private readonly List<(Hold Hold, ProductTest? Test)> _holds = [.. holds.Select(h => (h, ProductTest.Read(h.Filter).Value))];

    /// <summary>One filter that finds whatever is held; null when nothing is.</summary>
    public FilterNode? Filter => _holds.Count == 0
        ? null
        : _holds.Select(h => h.Test?.Filter ?? new FlagLiteral(true)).Aggregate((one, other) => new Or(one, other));

    /// <summary>The hold that saves a product; null when none does.</summary>
    public Hold? Of(Product product) => _holds.Find(h => h.Test?.Passes(product) ?? true).Hold;
}
