using System.Runtime.CompilerServices;

namespace Gantry.Xtce;

/// <summary>
/// Gives the raw value of something in a packet that is being made; null leaves it to its database, or at zero.
/// </summary>
/// <param name="part">The way to it within the parameter, as in the name of a <see cref="Leaf"/>; empty for the whole.</param>
/// <param name="bit">Where it begins in the packet.</param>
public delegate Value? ValueGiver(Parameter parameter, string part, DataType type, long bit);

/// <summary>A packet that was made, or why it could not be.</summary>
public sealed record EncodedPacket(ReadOnlyMemory<byte> Octets, IReadOnlyList<string> Faults)
{
    public bool IsGood => Faults.Count == 0;
}

/// <summary>
/// Makes packets of telemetry: the way back of <see cref="PacketDecoder"/>, for simulators and tests. What a container asks of
/// values for a packet to be one of it, it gets; sizes, counts and conditions follow from the values before them. Threads may share it.
/// </summary>
public sealed class PacketEncoder(XtceDatabase database)
{
    private readonly Prepared _prepared = new(database);
    private readonly ConditionalWeakTable<Container, Dictionary<Parameter, Value>> _asked = [];

    public XtceDatabase Database => database;

    public EncodedPacket Encode(Container container, ValueGiver give)
    {
        var faults = new List<string>();
        if (database.WhyBroken(container) is { } why)
            return new(default, [$"{container.Name} cannot be encoded: {why}"]);
        var bits = new PacketBits(_prepared, Asked(container), give, faults);
        bits.Write(container);
        return new(bits.Octets, faults);
    }

    /// <summary>Whether a container and those it extends ask for a value of the parameter, which nobody else gives then.</summary>
    public bool Asks(Container container, Parameter parameter) => Asked(container).ContainsKey(parameter);

    /// <summary>Whether a size or a count of the container hangs on the parameter.</summary>
    public bool IsSize(Container container, Parameter parameter) => PacketSizes.Of(container, database).Contains(parameter);

    /// <summary>The raw number for an engineering one, the nearest that the encoding has; null where none means anything.</summary>
    public Value? RawOf(DataType type, double value) => Nearest.Raw(type, value, _prepared);

    /// <summary>The raw value for a time.</summary>
    public Value? RawOf(DataType type, DateTimeOffset time) =>
        type is TimeType { Encoding: NumberEncoding } scaled && _prepared.ScaleOf(scaled).Raw(Instant.FromUtc(time), default) is { } count && count >= 0 && count <= ulong.MaxValue ? Value.Of((ulong)count) : null;

    /// <summary>The raw value for what people write: a number, a label, a word, a text, octets in hexadecimal digits.</summary>
    public (Value? Raw, string? Fault) RawOf(DataType type, string text)
    {
        if (type is IntegerType or FloatType && Numbers.TryReal(text, out var number))
            return RawOf(type, number) is { } nearest ? (nearest, null) : (null, $"{Wording.Quote(text)} has no raw value by {type.Name}");
        var (raw, _, fault) = ArgumentTexts.Read(type, text, _prepared);
        return fault is null ? (raw, null) : (null, fault);
    }

    /// <summary>How good a raw value is, in the worst of all contexts that the type knows.</summary>
    public (SampleState State, ConcernLevel Level) Judge(DataType type, Value raw) => Judgement.Of(type, raw, _prepared);

    private Dictionary<Parameter, Value> Asked(Container container) => _asked.GetValue(container, c =>
    {
        var asked = new Dictionary<Parameter, Value>(ReferenceEqualityComparer.Instance);
        foreach (var one in PacketWalk.Lineage(c))
            Ask(one.Base?.Restriction, asked);
        return asked;
    });

    // Of several that would do, the first; where one does not help, the packet turns out to be another one.
    private void Ask(Criteria? criteria, Dictionary<Parameter, Value> asked)
    {
        switch (criteria)
        {
            case AllOf all:
                foreach (var part in all.Parts)
                    Ask(part, asked);
                break;
            case AnyOf { Parts: [var first, ..] }:
                Ask(first, asked);
                break;
            case Comparison { Left: ParameterValue { Parameter: { Target: { } parameter, Path.Count: 0 } } left, Operator: not Operator.NotEqual } comparison when database.TypeOf(parameter) is { } type:
                if (Raw(type, left.IsCalibrated, comparison.Literal) is { } raw)
                    asked[parameter] = comparison.Operator switch { Operator.Less => Moved(raw, -1), Operator.Greater => Moved(raw, 1), _ => raw };
                break;
        }
    }

    private Value? Raw(DataType type, bool isCalibrated, string literal) =>
        (!isCalibrated || type is IntegerType) && Numbers.TryWhole(literal, out var whole) ? Value.Of(whole) : RawOf(type, literal).Raw;

    private static Value Moved(Value raw, int by) => raw.TryWhole(out var whole) ? Value.Of((long)whole + by) : raw;
}
