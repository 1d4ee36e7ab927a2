namespace Gantry.Xtce;

/// <summary>Something of a database that has one value: a parameter, a member of an aggregate, an item of an array.</summary>
/// <param name="Id">Its number in the decoder, counted from 0 in the order of first appearance.</param>
/// <param name="Name">The parameter's qualified name and the way to the part: <c>/m/battery.cell[3]</c>; a second one in a packet ends with <c>#2</c>.</param>
/// <param name="Type">What its values are; null where the database does not say it.</param>
public sealed record Leaf(int Id, string Name, Parameter Parameter, DataType? Type);

/// <summary>One value of a packet.</summary>
public readonly record struct Cell(Leaf Leaf, Value Raw, Value Value, SampleState State, ConcernLevel Level);

/// <summary>A packet as a row of values without parts. It is filled again for the next packet.</summary>
public sealed class DecodedRow
{
    /// <summary>Which packet of the call.</summary>
    public int Packet { get; internal set; }

    public ReadOnlyMemory<byte> Octets { get; internal set; }

    /// <summary>The most special container that the packet was found to be.</summary>
    public Container? Container { get; internal set; }

    public DecodeStatus Status { get; internal set; }

    /// <summary>Why the status is not good.</summary>
    public string? Reason { get; internal set; }

    /// <summary>Whether the codes of the packet are right; null when it has none.</summary>
    public bool? IsChecked { get; internal set; }

    public bool IsAmbiguous { get; internal set; }

    public IReadOnlyList<Cell> Cells => List;

    /// <summary>The same, for whoever looks at many of them.</summary>
    public ReadOnlySpan<Cell> Span => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(List);

    internal List<Cell> List { get; } = [];
}
