namespace Gantry.Xtce;

/// <summary>A command as bytes, or why it cannot be one. Lengths, counters and codes of the link are filled in by the channel.</summary>
public sealed record EncodedCommand(MetaCommand Command, ReadOnlyMemory<byte> Bytes, IReadOnlyList<EncodedField> Fields, IReadOnlyList<string> Faults)
{
    public bool IsGood => Faults.Count == 0;

    /// <summary>What each argument is, also those that were not given.</summary>
    public IReadOnlyDictionary<string, Value> Arguments => Values?.Arguments.ToDictionary(v => v.Key, v => v.Value.Value) ?? [];

    internal CommandValues? Values { get; init; }
}

/// <summary>Which bits of a command say what.</summary>
public sealed record EncodedField(string Name, string Value, long Bit, long Bits);

/// <summary>A command that was found in bytes, and what its arguments are.</summary>
public sealed record DecodedCommand(MetaCommand Command, IReadOnlyDictionary<string, Value> Arguments);
