namespace Gantry.Xtce;

/// <summary>Containers in the words of 1.1, whose entries say how large arrays are.</summary>
internal sealed class OlderContainers(OlderNotes notes, OlderCriteria criteria, OlderEncodings encodings)
{
    /// <param name="arguments">Of a command: the types of its arguments.</param>
    public Container Of(Container container, IReadOnlyDictionary<string, DataType?>? arguments = null)
    {
        var spot = Spot.Of(container);
        notes.Name(container);
        if (arguments is not null && (container.IsAbstract || container.IdlePattern is not null))
            notes.Lost(spot, "the container of a command that is abstract, or has an idle pattern");
        if (container is { Encoding: null, Check: not null })
            notes.Lost(spot, "a check of a container without a size", "it is left out and nobody verifies it");
        if (arguments is null && container.Base is { Restriction: null })
            notes.Lost(spot, $"extending {container.Base.Container.Text} without criteria", "it is written so, as many databases of 1.1 have it");
        return container with
        {
            IsAbstract = container.IsAbstract && arguments is null,
            IdlePattern = arguments is null ? container.IdlePattern : null,
            Check = container.Encoding is null ? null : encodings.Check(container.Check, spot),
            Encoding = container.Encoding is { } encoding ? encodings.Binary(encoding, spot) : null,
            Base = container.Base is { } extends ? extends with { Restriction = criteria.Of(extends.Restriction, spot) } : null,
            Entries = [.. container.Entries.Select(e => Of(e, container, arguments))],
        };
    }

    private Entry Of(Entry entry, Container container, IReadOnlyDictionary<string, DataType?>? arguments)
    {
        var spot = new Spot(entry.At, container.QualifiedName);
        notes.Drop(entry.About, spot, "the description of an entry");
        notes.Drop(entry.Time, spot, "the time of an entry");
        notes.Drop(entry.Ancillary.Count > 0 ? entry.Ancillary : null, spot, "ancillary data of an entry");
        if (arguments is null && entry is FixedValueEntry or ArgumentEntry or ArrayArgumentEntry)
            notes.Cannot(spot, "an argument or a fixed value outside of the container of a command");
        entry = entry with
        {
            About = null, Time = null, Ancillary = [],
            Location = entry.Location is { } location ? location with { Bits = criteria.Of(location.Bits, spot)! } : null,
            Repeat = entry.Repeat is { } repeat ? new(criteria.Of(repeat.Count, spot)!, criteria.Of(repeat.Gap, spot)) : null,
            Include = criteria.Of(entry.Include, spot),
        };
        switch (entry)
        {
            case ParameterEntry one when TypeOf(one.Parameter) is ArrayType { Dimensions: { Count: > 0 } sizes }:
                return With(new ArrayEntry(one.Parameter, criteria.Of(sizes, spot)), one);
            case ArrayEntry { Dimensions.Count: 0 } one when TypeOf(one.Parameter) is ArrayType { Dimensions: { Count: > 0 } sizes }:
                return one with { Dimensions = criteria.Of(sizes, spot) };
            case ArrayEntry one:
                return one with { Dimensions = criteria.Of(one.Dimensions, spot) };
            case ParameterSegmentEntry one when TypeOf(one.Parameter) is ArrayType { Dimensions.Count: > 0 }:
                notes.Cannot(spot, "a segment of an array");
                return one;
            case ArgumentEntry one when TypeOf(one.Argument, arguments) is ArrayType { Dimensions: { Count: > 0 } sizes }:
                return With(new ArrayArgumentEntry(one.Argument, criteria.Of(sizes, spot)), one);
            case ArrayArgumentEntry { Dimensions.Count: 0 } one when TypeOf(one.Argument, arguments) is ArrayType { Dimensions: { Count: > 0 } sizes }:
                return one with { Dimensions = criteria.Of(sizes, spot) };
            case ArrayArgumentEntry one:
                return one with { Dimensions = criteria.Of(one.Dimensions, spot) };
            case FixedValueEntry one:
                return one with { Name = notes.Drop(one.Name, spot, "the name of a fixed value") };
            case UnknownEntry one:
                notes.Cannot(spot, $"the entry {one.Element}, which nobody understood");
                return one;
            default:
                return entry;
        }
    }

    private static Entry With(Entry entry, Entry like) => entry with { Location = like.Location, Repeat = like.Repeat, Include = like.Include, At = like.At };

    private static DataType? TypeOf(ParameterReference reference) => PathTypes.Follow(reference.Target?.Type.Target, reference.Path, type => type.Target);

    private static DataType? TypeOf(string argument, IReadOnlyDictionary<string, DataType?>? arguments) =>
        arguments is not null && ArgumentPath.Split(argument, arguments.ContainsKey) is var (name, path) ? PathTypes.Follow(arguments[name], path, type => type.Target) : null;
}
