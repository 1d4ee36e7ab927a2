namespace Gantry.Xtce;

/// <summary>How a container changed: how its packets are found, and where its fields lie.</summary>
internal static class ContainerDiff
{
    public static IEnumerable<string> Of(Container before, Container after, Prepared was, Prepared now)
    {
        if (before.IsAbstract != after.IsAbstract)
            yield return after.IsAbstract ? "is abstract (was not)" : "is no longer abstract";
        var (one, two) = (before.Base?.Container.Text, after.Base?.Container.Text);
        if (one != two)
            yield return $"extends {two ?? "nothing"} (extended {one ?? "nothing"})";
        if (before.Base?.Restriction != after.Base?.Restriction)
            yield return $"is found by {Words.Of(after.Base?.Restriction)} (was found by {Words.Of(before.Base?.Restriction)})";
        if (before.Base?.Next?.Text != after.Base?.Next?.Text)
            yield return $"is followed by {after.Base?.Next?.Text ?? "anything"} (was followed by {before.Base?.Next?.Text ?? "anything"})";
        if (before.Check != after.Check || before.Encoding != after.Encoding)
            yield return "is coded or checked otherwise";
        var (old, fresh) = (Places(before, was), Places(after, now));
        if (old is null || fresh is null)
        {
            if (!before.Entries.Equals(after.Entries))
                yield return old is null == fresh is null ? "its entries have changed" : fresh is null ? "its fields move from packet to packet (did not)" : "its fields no longer move from packet to packet";
            yield break;
        }
        foreach (var (name, place) in fresh)
        {
            if (!old.TryGetValue(name, out var earlier))
                yield return $"{name} lies at bit {place.Bit}, {place.Bits} bits long (was not in it)";
            else if (earlier.Bit != place.Bit && earlier.Bits != place.Bits)
                yield return $"{name} lies at bit {place.Bit}, {place.Bits} bits long (was at {earlier.Bit}, {earlier.Bits} bits long)";
            else if (earlier.Bit != place.Bit)
                yield return $"{name} lies at bit {place.Bit} (was at {earlier.Bit})";
            else if (earlier.Bits != place.Bits)
                yield return $"{name} is {place.Bits} bits long (was {earlier.Bits})";
        }
        foreach (var name in old.Keys.Where(name => !fresh.ContainsKey(name)))
            yield return $"{name} is no longer in it (was at bit {old[name].Bit})";
    }

    /// <summary>Where each field of the packet lies; null when they move.</summary>
    private static Dictionary<string, (long Bit, int Bits)>? Places(Container container, Prepared prepared)
    {
        Layout? layout = null;
        foreach (var one in PacketWalk.Lineage(container))
        {
            layout = Layout.Of(one, layout, prepared);
            if (layout is null)
                return null;
        }
        var places = new Dictionary<string, (long, int)>();
        foreach (var slot in layout?.Slots ?? [])
        {
            var name = slot.Parameter.Name + string.Concat(slot.Path);
            for (var i = 2; !places.TryAdd(name, (slot.Bit, slot.Bits)); i++)
                name = $"{slot.Parameter.Name}{string.Concat(slot.Path)} ({i})";
        }
        return places;
    }
}
