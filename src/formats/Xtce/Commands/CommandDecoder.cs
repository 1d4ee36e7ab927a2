namespace Gantry.Xtce;

/// <summary>Finds which command bytes are, and what its arguments say. It encodes nothing and trusts nothing.</summary>
public sealed class CommandDecoder(XtceDatabase database)
{
    private readonly Prepared _prepared = new(database);

    /// <summary>The most special command whose fixed values and assigned arguments are those of the bytes; null when there is none.</summary>
    public DecodedCommand? Decode(ReadOnlyMemory<byte> bytes)
    {
        DecodedCommand? best = null;
        var depth = -1;
        foreach (var command in database.AllCommands)
        {
            if (command.IsAbstract || CommandRules.Lineage(command) is not { } chain || chain.Count <= depth || Try(command, chain, bytes) is not { } found)
                continue;
            (best, depth) = (found, chain.Count);
        }
        return best;
    }

    private DecodedCommand? Try(MetaCommand command, IReadOnlyList<MetaCommand> chain, ReadOnlyMemory<byte> bytes)
    {
        if (chain.LastOrDefault(c => c.Container is not null)?.Container is not { } container)
            return null;
        var stand = new Dictionary<string, Parameter>();
        foreach (var argument in chain.SelectMany(c => c.Arguments))
            stand.TryAdd(argument.Name, new() { Name = argument.Name, QualifiedName = argument.QualifiedName, Type = argument.Type });
        var walk = new PacketWalk(_prepared, bytes, null, null) { Arguments = stand };
        var packet = walk.Run(container with { Base = null, IsAbstract = false, Entries = [.. PacketWalk.Lineage(container).SelectMany(c => c.Entries)] });
        // Bits that are left over are of another, longer command.
        if (packet.Status != DecodeStatus.Good || walk.IsOtherCommand || packet.BitsUsed + 7 < bytes.Length * 8L)
            return null;
        var values = packet.Samples.Where(s => stand.ContainsValue(s.Parameter)).GroupBy(s => s.Parameter.Name)
            .ToDictionary(g => g.Key, g => ArgumentParts.Of([.. g], database.TypeOf(stand[g.Key])!, database));
        return ArgumentCheck.Are(values, chain.SelectMany(c => c.Assignments), _prepared) ? new(command, values.ToDictionary(v => v.Key, v => v.Value.Value)) : null;
    }
}
