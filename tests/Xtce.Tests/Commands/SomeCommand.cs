using System.Globalization;
using System.Text;

namespace Gantry.Xtce.Tests;

/// <summary>A command by chance, whose arguments have parts of any depth, and something to say of each.</summary>
internal sealed class SomeCommand
{
    private readonly Random _chance;
    private readonly StringBuilder _types = new();
    private readonly StringBuilder _arguments = new();
    private readonly StringBuilder _entries = new();
    private readonly int _n;
    private int _count;

    public SomeCommand(int seed)
    {
        _chance = new(seed);
        _n = _chance.Next(0, 4);
        Values["n"] = Said["n"] = _n.ToString(CultureInfo.InvariantCulture);
        for (var i = _chance.Next(1, 6); i > 0; i--)
            Add($"a{i}");
        Xml = Given.System($"""
            <CommandMetaData><ArgumentTypeSet><IntegerArgumentType name="n" signed="false"><IntegerDataEncoding sizeInBits="8"/></IntegerArgumentType>{_types}</ArgumentTypeSet><MetaCommandSet>
            <MetaCommand name="GO"><ArgumentList><Argument name="n" argumentTypeRef="n"/>{_arguments}</ArgumentList>
            <CommandContainer name="GO"><EntryList><FixedValueEntry binaryValue="A5" sizeInBits="8"/><ArgumentRefEntry argumentRef="n"/>{_entries}</EntryList></CommandContainer></MetaCommand>
            </MetaCommandSet></CommandMetaData>
            """, Given.V13);
    }

    public string Xml { get; }

    /// <summary>What the sender says.</summary>
    public Dictionary<string, string> Said { get; } = [];

    /// <summary>What each value must be then.</summary>
    public Dictionary<string, string> Values { get; } = [];

    private void Add(string name)
    {
        var kind = Type(0);
        _arguments.Append(CultureInfo.InvariantCulture, $"<Argument name='{name}' argumentTypeRef='{kind.Name}'/>");
        // As a whole, or its parts apart, in any order.
        var parts = kind.Members is { } members ? members.Select(m => $"<ArgumentRefEntry argumentRef='{name}.{m.Name}'/>")
            : kind.Sizes is [var only] ? [Slice(name, 0, only / 2 - 1), Slice(name, only / 2, only - 1)]
            : (string[])[$"<ArrayArgumentRefEntry argumentRef='{name}'/>"];
        _entries.Append(_chance.Next(2) == 0 ? $"<ArgumentRefEntry argumentRef='{name}'/>" : string.Concat(kind.Members is null ? parts : parts.OrderBy(_ => _chance.Next())));
        Say(name, kind);
    }

    // Half of what has parts is said part by part.
    private void Say(string way, Kind kind)
    {
        if (kind.Members is { } members && _chance.Next(2) == 0)
        {
            foreach (var (name, of) in members)
                Say($"{way}.{name}", of);
        }
        else if (kind.Sizes is [var size] && _chance.Next(2) == 0)
        {
            for (var i = 0; i < size; i++)
                Say($"{way}[{i}]", kind.Item!);
        }
        else
        {
            Said[way] = kind.Members is null && kind.Sizes is null ? Leaf(way, kind) : Json(way, kind);
        }
    }

    private string Json(string way, Kind kind) =>
        kind.Members is { } members ? $"{{{string.Join(", ", members.Select(m => $"\"{m.Name}\": {Json($"{way}.{m.Name}", m.Of)}"))}}}"
        : kind.Sizes is { } sizes ? Json(way, kind, sizes)
        : Leaf(way, kind) is var text && !kind.IsWords && _chance.Next(2) == 0 ? text : $"\"{text}\"";

    private string Json(string way, Kind kind, ReadOnlySpan<int> sizes)
    {
        if (sizes.IsEmpty)
            return Json(way, kind.Item!);
        var items = new List<string>();
        for (var i = 0; i < sizes[0]; i++)
            items.Add(Json($"{way}[{i}]", kind, sizes[1..]));
        return $"[{string.Join(",", items)}]";
    }

    private string Leaf(string way, Kind kind) => Values[way] = kind.Say!();

    private Kind Type(int depth)
    {
        var name = $"t{_count++}";
        switch (_chance.Next(depth > 3 ? 6 : 10))
        {
            case 0:
                var bits = _chance.Next(1, 33);
                Encoded("Integer", name, $"<IntegerDataEncoding sizeInBits='{bits}'/>", "signed='false'");
                return new(name) { Say = () => _chance.NextInt64(1L << bits).ToString(CultureInfo.InvariantCulture) };
            case 1:
                Encoded("Integer", name, "<IntegerDataEncoding sizeInBits='12' encoding='twosComplement'/>", "", "<ValidRangeSet><ValidRange minInclusive='-2000' maxInclusive='2000'/></ValidRangeSet>");
                return new(name) { Say = () => _chance.Next(-2000, 2001).ToString(CultureInfo.InvariantCulture) };
            case 2:
                Encoded("Float", name, "<FloatDataEncoding sizeInBits='32'/>");
                return new(name) { Say = () => (_chance.Next(-100, 100) / 4.0).ToString(CultureInfo.InvariantCulture) };
            case 3:
                Encoded("Enumerated", name, "<IntegerDataEncoding sizeInBits='4'/>", "", "<EnumerationList><Enumeration value='2' label='SAFE'/><Enumeration value='3' label='IDLE'/></EnumerationList>");
                return new(name) { Say = () => _chance.Next(2) == 0 ? "SAFE" : "IDLE", IsWords = true };
            case 4:
                Encoded("Boolean", name, "<IntegerDataEncoding sizeInBits='1'/>", "oneStringValue='ON' zeroStringValue='OFF'");
                return new(name) { Say = () => _chance.Next(2) == 0 ? "ON" : "OFF", IsWords = true };
            case 5:
                Encoded("String", name, "<StringDataEncoding><Variable maxSizeInBits='80'><TerminationChar>00</TerminationChar></Variable></StringDataEncoding>");
                return new(name) { Say = () => new string([.. Enumerable.Range(0, _chance.Next(0, 9)).Select(_ => "ab[]{}.,7: "[_chance.Next(11)])]), IsWords = true };
            case 6 or 7:
                var members = Enumerable.Range(0, _chance.Next(1, 4)).Select(i => ($"m{i}", Type(depth + 1))).ToArray();
                _types.Append(CultureInfo.InvariantCulture, $"<AggregateArgumentType name='{name}'><MemberList>{string.Concat(members.Select(m => $"<Member name='{m.Item1}' typeRef='{m.Item2.Name}'/>"))}</MemberList></AggregateArgumentType>");
                return new(name) { Members = members };
            default:
                var item = Type(depth + 1);
                int[] sizes = [.. Enumerable.Range(0, _chance.Next(1, 3)).Select(_ => _chance.Next(3) == 0 ? -1 : _chance.Next(0, 4))];
                _types.Append(CultureInfo.InvariantCulture, $"<ArrayArgumentType name='{name}' arrayTypeRef='{item.Name}'><DimensionList>{string.Concat(sizes.Select(Dimension))}</DimensionList></ArrayArgumentType>");
                return new(name) { Item = item, Sizes = [.. sizes.Select(s => s < 0 ? _n : s)] };
        }
    }

    private void Encoded(string kind, string name, string encoding, string attributes = "", string more = "") =>
        _types.Append(CultureInfo.InvariantCulture, $"<{kind}ArgumentType name='{name}' {attributes}>{encoding}{more}</{kind}ArgumentType>");

    private static string Dimension(int size) => Dimension("<FixedValue>0</FixedValue>", size < 0
        ? "<DynamicValue><ArgumentInstanceRef argumentRef='n'/><LinearAdjustment slope='1' intercept='-1'/></DynamicValue>" : $"<FixedValue>{size - 1}</FixedValue>");

    private static string Slice(string name, int from, int to) =>
        $"<ArrayArgumentRefEntry argumentRef='{name}'><DimensionList>{Dimension($"<FixedValue>{from}</FixedValue>", $"<FixedValue>{to}</FixedValue>")}</DimensionList></ArrayArgumentRefEntry>";

    private static string Dimension(string from, string to) => $"<Dimension><StartingIndex>{from}</StartingIndex><EndingIndex>{to}</EndingIndex></Dimension>";

    private sealed record Kind(string Name)
    {
        public (string Name, Kind Of)[]? Members { get; init; }

        public Kind? Item { get; init; }

        public int[]? Sizes { get; init; }

        public Func<string>? Say { get; init; }

        public bool IsWords { get; init; }
    }
}
