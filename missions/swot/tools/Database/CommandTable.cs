using System.Globalization;
using System.Xml.Linq;
using static Swot.DatabaseText;

namespace Swot;

/// <summary>Commands: arguments, what must hold before, what shows that they were done, and how much depends on them.</summary>
internal sealed class CommandTable
{
    // A packet of a command up to its application data, as PUS-C has it; the link fills in length and count.
    private static readonly (string Name, string Hex, int Bits)[] _before = [("version_type_secondary", "03", 5)];
    private static readonly (string Name, string Hex, int Bits)[] _between = [("flags_count_length", "C0000000", 32), ("pus_and_acknowledgements", "2F", 8)];

    private readonly List<XElement> _commands = [];

    public CommandTable(List<TableLine> lines, TypeTable types)
    {
        _commands.Add(E(
            "MetaCommand", A("name", "TC"), A("abstract", "true"), A("shortDescription", "Every telecommand: packet header and PUS-C secondary header"),
            E("ArgumentList", Header(types, lines[0], "APID", "APID_T", "Which application of the spacecraft"), Header(types, lines[0], "SERVICE", "U8", "PUS service"), Header(types, lines[0], "SUBTYPE", "U8", "PUS message subtype")),
            E("CommandContainer", A("name", "TC_Packet"), E(
                "EntryList", _before.Select(Fixed), Argument("APID"), _between.Select(Fixed), Argument("SERVICE"), Argument("SUBTYPE"), Fixed(("source", "0000", 16)))),
            E("VerifierSet", Verified("Accepted", "TM_ACCEPTED", 10), Verified("Execution", "TM_STARTED", 20), Verified("Complete", "TM_COMPLETED", 60))));
        for (var i = 0; i < lines.Count;)
        {
            var own = lines.Skip(i + 1).TakeWhile(l => !l[0].StartsWith("command ", StringComparison.Ordinal)).ToList();
            _commands.Add(Command(lines[i], own, types));
            i += 1 + own.Count;
        }
    }

    public IEnumerable<XElement> Commands => _commands;

    // command NAME | apid service/subtype | significance and why | description
    private static XElement Command(TableLine line, List<TableLine> own, TypeTable types)
    {
        if (line[0].Split(' ', 2) is not ["command", var name] || line[1].Split(' ', '/') is not [var apid, var service, var subtype])
            throw line.Wrong("a command begins with its name, and says APID SERVICE/SUBTYPE");
        var arguments = own.Where(l => !l[0].StartsWith('-')).ToList();
        var constraints = Words(own, "-needs");
        return E(
            "MetaCommand", A("name", name), A("shortDescription", line[3]),
            E("BaseMetaCommand", A("metaCommandRef", "TC"), E("ArgumentAssignmentList", Assign("APID", apid), Assign("SERVICE", service), Assign("SUBTYPE", subtype))),
            arguments.Count == 0 ? null : E("ArgumentList", arguments.Select(a => E(
                "Argument", A("name", a[0]), A("argumentTypeRef", "/SWOT/" + types.OfArgument(a, a[1])), A("initialValue", a[2]), A("shortDescription", a[3])))),
            E("CommandContainer", A("name", name + "_Packet"), E("EntryList", arguments.Select(a => Argument(a[0]))), E("BaseContainer", A("containerRef", "TC_Packet"))),
            constraints.Count == 0 ? null : E("TransmissionConstraintList", constraints.Select(c => E("TransmissionConstraint", A("timeOut", "PT10S"), Criteria.Of(c.Line, c.Text)))),
            line[2].Length == 0 ? null : E("DefaultSignificance", A("reasonForWarning", line[2].Split(':', 2, StringSplitOptions.TrimEntries)[^1]), A("consequenceLevel", line[2].Split(':')[0])),
            Words(own, "-done") is [var done] ? E("VerifierSet", E("CompleteVerifier", Criteria.Of(done.Line, done.Text), Window(60))) : null);
    }

    private static List<(TableLine Line, string Text)> Words(List<TableLine> own, string word) =>
        [.. own.Where(l => l[0].StartsWith(word + " ", StringComparison.Ordinal)).Select(l => (l, l[0][word.Length..].Trim()))];

    private static XElement Header(TypeTable types, TableLine line, string name, string type, string about) =>
        E("Argument", A("name", name), A("argumentTypeRef", "/SWOT/" + types.OfArgument(line, type)), A("shortDescription", about));

    private static XElement Argument(string name) => E("ArgumentRefEntry", A("argumentRef", name));

    private static XElement Assign(string name, string value) => E("ArgumentAssignment", A("argumentName", name), A("argumentValue", value));

    private static XElement Fixed((string Name, string Hex, int Bits) one) => E("FixedValueEntry", A("name", one.Name), A("binaryValue", one.Hex), A("sizeInBits", one.Bits));

    private static XElement Verified(string stage, string container, int seconds) => E(stage + "Verifier", E("ContainerRef", A("containerRef", container)), Window(seconds));

    private static XElement Window(int seconds) => E("CheckWindow", A("timeToStopChecking", string.Create(CultureInfo.InvariantCulture, $"PT{seconds}S")));
}
