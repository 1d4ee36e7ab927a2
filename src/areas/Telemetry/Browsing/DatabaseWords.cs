using System.Globalization;
using Gantry.Api;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>Containers and commands as people read them.</summary>
internal static class DatabaseWords
{
    public static DatabaseContainer Line(XtceDatabase database, Container container) => new(
        container.QualifiedName, container.About.Short, container.IsAbstract, container.Base?.Container.Target?.QualifiedName ?? container.Base?.Container.Text,
        container.Base?.Restriction is { } restriction ? Words.Of(restriction) : null, container.Entries.Count, database.WhyBroken(container));

    public static ContainerDetail Detail(XtceDatabase database, Container container)
    {
        var path = new List<Container>();
        for (var one = container; one is not null && !path.Contains(one); one = one.Base?.Container.Target)
            path.Insert(0, one);
        return new(Line(database, container), container.About.Long, [.. path.SelectMany(c => c.Entries.Select(e => Part(database, e, c)))]);
    }

    public static DatabaseCommand Line(MetaCommand command) => new(
        command.QualifiedName, command.About.Short, command.IsAbstract, command.Base?.Target?.QualifiedName ?? command.Base?.Text, command.DefaultSignificance?.Consequence.ToString().ToLowerInvariant(), command.Arguments.Count);

    public static CommandDetail Detail(XtceDatabase database, MetaCommand command)
    {
        var path = new List<MetaCommand>();
        for (var one = command; one is not null && !path.Contains(one); one = one.Base?.Target)
            path.Insert(0, one);
        return new(
            Line(command), command.About.Long, command.DefaultSignificance?.Reason, [.. path.SelectMany(c => c.Arguments).Select(a => Argument(database, a))],
            [.. path.SelectMany(c => c.Assignments).Select(a => $"{a.Argument} = {a.Value}")],
            [.. path.SelectMany(c => c.Constraints).Select(c => Words.Of(c.When) + (c.TimeOut is { } wait ? $", waited for {Seconds(wait)}" : ""))],
            [.. path.SelectMany(c => c.Verifiers).Select(Verifier)]);
    }

    private static ContainerPart Part(XtceDatabase database, Xtce.Entry entry, Container from)
    {
        var (kind, name, reference) = entry switch
        {
            ParameterEntry p => ("parameter", p.Parameter.Text, p.Parameter),
            ArrayEntry a => ("array", a.Parameter.Text, a.Parameter),
            ParameterSegmentEntry s => ("segment", s.Parameter.Text, s.Parameter),
            ContainerEntry c => ("container", c.Container.Target?.QualifiedName ?? c.Container.Text, null),
            ContainerSegmentEntry c => ("container segment", c.Container.Target?.QualifiedName ?? c.Container.Text, null),
            StreamSegmentEntry s => ("stream segment", s.Stream.Text, null),
            IndirectEntry i => ("indirect", Words.Of(i.Name), null),
            FixedValueEntry f => ("fixed", f.Name ?? f.Hex, null),
            ArgumentEntry a => ("argument", a.Argument, null),
            ArrayArgumentEntry a => ("argument", a.Argument, null),
            _ => ("unknown", "", (ParameterReference?)null),
        };
        var encoding = entry switch
        {
            ParameterSegmentEntry s => $"{s.SizeInBits} bits of it",
            ContainerSegmentEntry s => $"{s.SizeInBits} bits of it",
            StreamSegmentEntry s => $"{s.SizeInBits} bits of it",
            FixedValueEntry f => $"{f.SizeInBits} bits",
            _ => reference is null ? null : Encoding(database.TypeOf(reference)),
        };
        return new(
            kind, name, reference?.Target?.QualifiedName, entry.About ?? reference?.Target?.About.Short, encoding,
            entry.Location is { } location ? $"{Words.Of(location.Bits)} from {Point(location.From)}" : null, entry.Include is { } include ? Words.Of(include) : null,
            entry.Repeat is { } repeat ? Times(repeat.Count) : null, from.QualifiedName);
    }

    /// <summary>How values of a type look on the wire; of what has parts, what they are.</summary>
    public static string? Encoding(DataType? type) => type switch
    {
        null => null,
        AggregateType aggregate => $"{aggregate.Members.Count} members",
        ArrayType array => $"items of {array.Element.Text}",
        _ => type.Encoding is { } encoding ? Words.Of(encoding) : null,
    };

    public static IReadOnlyList<ValueLabel> Labels(DataType? type) => type switch
    {
        EnumeratedType enumerated => [.. enumerated.Labels.Select(l => new ValueLabel(l.Value, l.UpTo, l.Text))],
        BooleanType boolean => [new(0, null, boolean.Say(false)), new(1, null, boolean.Say(true))],
        _ => [],
    };

    private static CommandArgument Argument(XtceDatabase database, Argument argument)
    {
        var type = database.Resolve(argument.Type);
        return new(
            argument.Name, argument.About.Short, ParameterEndpoints.Kind(type), ParameterEndpoints.Unit(type), Encoding(type), [.. (type?.ValidRanges ?? []).Select(r => r.ToString())],
            Labels(type), argument.InitialValue ?? type?.InitialValue);
    }

    private static string Verifier(Verifier verifier) =>
        verifier.Stage.ToString().ToLowerInvariant() + ": " + (verifier.When is { } when ? Words.Of(when) : verifier.Container is { } container ? $"a packet {container.Text}" : verifier.ChangedParameter is { } changed ? $"{changed.Text} changes" : "by time alone")
        + (verifier.Window is { } window ? $", within {Seconds(window.Stop)}" : "");

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds} s");

    private static string Point(ReferencePoint point) => point switch
    {
        ReferencePoint.ContainerStart => "the start",
        ReferencePoint.ContainerEnd => "the end",
        ReferencePoint.NextEntry => "the next entry",
        _ => "the entry before",
    };

    private static string Times(IntegerValue count) => count is FixedValue known
        ? $"{known.Value} times"
        : count is DynamicValue dynamic ? $"as often as {Words.Of(dynamic.Source)} says" : "as often as a table says";
}
