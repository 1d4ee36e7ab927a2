using System.Globalization;
using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>All about items of a database, in words.</summary>
internal sealed class ItemPrint(XtceDatabase database)
{
    public List<ParameterPrint> Parameters { get; } = [];

    public List<ContainerPrint> Containers { get; } = [];

    public List<CommandPrint> Commands { get; } = [];

    /// <summary>Takes all items of a name; false when there is none.</summary>
    public bool Add(string pattern)
    {
        var before = Parameters.Count + Containers.Count + Commands.Count;
        Parameters.AddRange(database.AllParameters.Where(p => ParameterChoice.Matches(pattern, p)).Select(Of));
        Containers.AddRange(database.AllContainers.Where(c => ParameterChoice.Matches(pattern, c)).Select(c => Of(c, isBrief: false)));
        Commands.AddRange(database.AllCommands.Where(c => ParameterChoice.Matches(pattern, c)).Distinct().Select(Of));
        return Parameters.Count + Containers.Count + Commands.Count > before;
    }

    public ContainerPrint Of(Container container, bool isBrief)
    {
        var when = container.Base?.Restriction is { } restriction ? Words.Of(restriction) : null;
        return new(
            container.QualifiedName, container.IsAbstract, container.About.Short, container.Base?.Container.Text, when, container.Entries.Count, database.WhyBroken(container),
            isBrief ? [] : [.. container.Entries.Select(Of)]);
    }

    public void Tell(Screen output)
    {
        foreach (var one in Parameters)
        {
            output.Line(one.Name, "bold");
            Lines(output, ("about", one.About), ("type", one.Type), ("on the wire", one.Encoding), ("calibrated", one.Calibration), ("unit", one.Unit), ("labels", one.Labels), ("limits", one.Limits), ("in packets", string.Join(", ", one.In)));
        }
        foreach (var one in Containers)
        {
            output.Line(one.Name, "bold");
            Lines(output, ("about", one.About), ("extends", one.Extends), ("when", one.When), ("cannot be decoded", one.Broken));
            output.Table(["  ENTRY", "KIND", "ENCODING", "PLACE"], one.Entries.Select(e => (string?[])["  " + e.Name, e.Kind, e.Encoding, e.Place]));
        }
        foreach (var one in Commands)
        {
            output.Line(one.Name, "bold");
            Lines(output, ("about", one.About), ("extends", one.Extends), ("abstract", one.IsAbstract ? "yes" : null), ("significance", one.Significance), ("arguments", string.Join(", ", one.Kinds)),
                ("must hold", string.Join("; ", one.Constraints)), ("seen by", string.Join("; ", one.Verifiers)));
        }
    }

    private static void Lines(Screen output, params ReadOnlySpan<(string Word, string? Text)> lines)
    {
        foreach (var (word, text) in lines)
        {
            if (!string.IsNullOrEmpty(text))
                output.Line($"  {word,-18} {text}");
        }
    }

    private ParameterPrint Of(Parameter parameter)
    {
        var type = database.TypeOf(parameter);
        return new(
            parameter.QualifiedName, parameter.About.Short, type is null ? $"{parameter.Type.Text}, which is not in the database" : Kind(type), type?.Encoding is { } encoding ? Words.Of(encoding) : null,
            type?.Encoding is NumberEncoding { DefaultCalibrator: { } calibrator } ? Words.Of(calibrator) : null, type is null || type.Units.Count == 0 ? null : Words.Units(type),
            type is EnumeratedType enumerated ? string.Join(", ", enumerated.Labels.Select(l => $"{l.Value}{(l.UpTo is { } to ? $"..{to}" : "")} {l.Text}")) : null,
            type is null ? null : Limits(type), [.. database.AllContainers.Where(c => c.Entries.Any(e => Holds(e, parameter))).Select(c => c.QualifiedName).Order(StringComparer.Ordinal)]);
    }

    private CommandPrint Of(MetaCommand command) => new(
        command.QualifiedName, command.About.Short, command.Base?.Text, command.IsAbstract, command.DefaultSignificance?.Consequence.ToString(), [.. command.Arguments.Select(a => a.Name)],
        [.. command.Arguments.Select(a => database.Resolve(a.Type) is { } type ? $"{a.Name} ({Kind(type)})" : a.Name)], [.. command.Constraints.Select(c => Words.Of(c.When))],
        [.. command.Verifiers.Select(v => $"{v.Stage}: {(v.Container is { } container ? container.Text : v.ChangedParameter is { } changed ? $"a change of {changed.Text}" : Words.Of(v.When))}")]);

    private EntryPrint Of(Xtce.Entry entry)
    {
        var place = entry.Location is { } location ? $"{Words.Of(location.Bits)} from {location.From}" : null;
        if (entry.Include is { } include)
            place = $"{place} if {Words.Of(include)}".Trim();
        return entry switch
        {
            ParameterEntry { Parameter: var p } => new(p.Text, "parameter", Encoding(p), place),
            ArrayEntry { Parameter: var p } => new(p.Text, "array", Encoding(p), place),
            ContainerEntry c => new(c.Container.Text, "container", null, place),
            ArgumentEntry a => new(a.Argument, "argument", null, place),
            ArrayArgumentEntry a => new(a.Argument, "array argument", null, place),
            FixedValueEntry f => new(f.Name ?? f.Hex, "fixed value", $"{f.SizeInBits} bits", place),
            ParameterSegmentEntry s => new(s.Parameter.Text, "segment", $"{s.SizeInBits} bits", place),
            _ => new("", entry.GetType().Name, null, place),
        };
    }

    private string? Encoding(ParameterReference reference) => database.TypeOf(reference)?.Encoding is { } encoding ? Words.Of(encoding) : null;

    private static bool Holds(Xtce.Entry entry, Parameter parameter) => entry switch
    {
        ParameterEntry p => ReferenceEquals(p.Parameter.Target, parameter),
        ArrayEntry a => ReferenceEquals(a.Parameter.Target, parameter),
        ParameterSegmentEntry s => ReferenceEquals(s.Parameter.Target, parameter),
        _ => false,
    };

    private static string Kind(DataType type) => type switch
    {
        IntegerType => "integer",
        FloatType => "float",
        EnumeratedType => "enumeration",
        BooleanType => "boolean",
        StringType => "text",
        BinaryType => "blob",
        AbsoluteTimeType => "time",
        RelativeTimeType => "duration",
        AggregateType aggregate => $"aggregate of {string.Join(", ", aggregate.Members.Select(m => m.Name))}",
        ArrayType array => $"array of {array.Element.Text}",
        _ => type.GetType().Name,
    };

    private static string? Limits(DataType type)
    {
        if (type.DefaultAlarm is not { } alarm)
            return type.ContextAlarms.Count > 0 ? Units.Count(type.ContextAlarms.Count, "context", "contexts") : null;
        IEnumerable<string> parts =
        [
            .. (alarm.Ranges?.Levels ?? []).Concat(alarm.MultiRanges).Select(l => $"{l.Level.ToString().ToLowerInvariant()} {(l.IsInside ? "inside" : "outside")} {l.Range}"),
            .. alarm.Labels.Concat(alarm.Patterns).Select(l => $"{l.Level.ToString().ToLowerInvariant()} at {l.Text}"),
            .. alarm.Change is null ? [] : (string[])["watched for change"],
            .. type.ContextAlarms.Count == 0 ? [] : (string[])[$"{type.ContextAlarms.Count.ToString(CultureInfo.InvariantCulture)} more in contexts"],
        ];
        return string.Join("; ", parts);
    }
}

internal sealed record ParameterPrint(
    string Name, string? About, string Type, string? Encoding, string? Calibration, string? Unit, string? Labels, string? Limits, IReadOnlyList<string> In);

internal sealed record ContainerPrint(
    string Name, bool IsAbstract, string? About, string? Extends, string? When, int Count, string? Broken, IReadOnlyList<EntryPrint> Entries);

internal sealed record EntryPrint(string Name, string Kind, string? Encoding, string? Place);

internal sealed record CommandPrint(string Name, string? About, string? Extends, bool IsAbstract, string? Significance, IReadOnlyList<string> Arguments,
    IReadOnlyList<string> Kinds, IReadOnlyList<string> Constraints, IReadOnlyList<string> Verifiers);
