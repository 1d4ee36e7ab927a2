using System.Collections.Immutable;

namespace Gantry.Hub;

/// <summary>
/// All subscriptions that are not over, so arranged that a product meets only those that can want it: each filter stands
/// under something it requires, the rarest of what it requires, and subscriptions with the same filter share one test.
/// Immutable: a change makes another one.
/// </summary>
internal sealed class SubscriptionIndex
{
    private static readonly AccessKey _always = new("always", "");

    private readonly ImmutableDictionary<string, Watch> _watches;
    private readonly ImmutableDictionary<AccessKey, ImmutableHashSet<Watch>> _byKey;
    private readonly ImmutableDictionary<Guid, Subscription> _members;

    private SubscriptionIndex(
        long version, ImmutableDictionary<string, Watch> watches, ImmutableDictionary<AccessKey, ImmutableHashSet<Watch>> byKey,
        ImmutableDictionary<Guid, Subscription> members) =>
        (Version, _watches, _byKey, _members) = (version, watches, byKey, members);

    public static SubscriptionIndex Empty { get; } = new(
        0, ImmutableDictionary<string, Watch>.Empty, ImmutableDictionary<AccessKey, ImmutableHashSet<Watch>>.Empty,
        ImmutableDictionary<Guid, Subscription>.Empty);

    /// <summary>Up to which change of the book it knows everything.</summary>
    public long Version { get; }

    public int Count => _members.Count;

    /// <summary>Which subscriptions want a product that was published at this time; whether they may have it is not asked here.</summary>
    public IEnumerable<Subscription> Match(Product product, DateTimeOffset publishedAt)
    {
        if (_members.Count == 0)
            return [];
        return AccessKey.Of(product).Append(_always).Distinct()
            .SelectMany(key => _byKey.GetValueOrDefault(key, []))
            .Distinct()
            .Where(watch => watch.Test.Passes(product))
            .SelectMany(watch => watch.Members.Values)
            .Where(subscription => subscription.Wants(product.Mission, product.Environment, publishedAt));
    }

    /// <summary>The index after these changes of the book, of which the last one is <paramref name="version"/>.</summary>
    public SubscriptionIndex With(IEnumerable<Subscription> changed, long version)
    {
        var (watches, byKey, members) = (_watches.ToBuilder(), _byKey.ToBuilder(), _members.ToBuilder());
        foreach (var subscription in changed)
        {
            if (members.Remove(subscription.Id, out var earlier))
                Remove(earlier);
            if (subscription.Status != SubscriptionStatus.Cancelled)
                Add(subscription);
        }
        return new(version, watches.ToImmutable(), byKey.ToImmutable(), members.ToImmutable());

        void Add(Subscription subscription)
        {
            members.Add(subscription.Id, subscription);
            var watch = watches.GetValueOrDefault(subscription.Filter) ?? Watch.Of(subscription.Filter, keys => keys.Sum(key => 1 + byKey.GetValueOrDefault(key, []).Count));
            Replace(watch, watch with { Members = watch.Members.SetItem(subscription.Id, subscription) });
        }

        void Remove(Subscription subscription)
        {
            var watch = watches[subscription.Filter];
            Replace(watch, watch with { Members = watch.Members.Remove(subscription.Id) });
        }

        void Replace(Watch before, Watch after)
        {
            watches.Remove(before.Filter);
            if (after.Members.Count > 0)
                watches.Add(after.Filter, after);
            foreach (var key in before.Keys)
            {
                var there = byKey.GetValueOrDefault(key, []).Remove(before);
                there = after.Members.Count > 0 ? there.Add(after) : there;
                if (there.Count > 0)
                    byKey[key] = there;
                else
                    byKey.Remove(key);
            }
        }
    }

    /// <summary>One filter, where it stands, and who asked for it.</summary>
    private sealed record Watch(string Filter, ProductTest Test, IReadOnlyList<AccessKey> Keys, ImmutableDictionary<Guid, Subscription> Members)
    {
        public static Watch Of(string filter, Func<IReadOnlyList<AccessKey>, int> cost)
        {
            if (!ProductTest.Read(filter).TryGet(out var test, out var problem))
                throw new InvalidOperationException($"A subscription was kept with a filter that this program does not read: {problem}");
            var keys = AccessKey.RequiredBy(test.Filter).MinBy(cost) ?? [_always];
            return new(filter, test, [.. keys.Distinct()], ImmutableDictionary<Guid, Subscription>.Empty);
        }

        // There is one watch of a filter in an index, and comparing by its parts would compare whole dictionaries.
        public bool Equals(Watch? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
