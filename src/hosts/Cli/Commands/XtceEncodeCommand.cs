using System.CommandLine;
using System.Globalization;
using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>A command as octets, what must hold before it may leave, and how much depends on it. Nothing is sent.</summary>
internal sealed class XtceEncodeCommand : Verb
{
    private readonly Argument<string> _file = new("FILE") { Description = "The XTCE file." };
    private readonly Argument<string> _command = new("COMMAND") { Description = "The command, by its name or its whole path." };
    private readonly Argument<string[]> _arguments = new("NAME=VALUE") { Description = "Arguments; those left out take their defaults. Parts by their way or as JSON: state.mode=SAFE, offset[1]=4, offset=[3,4].", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _packets = new("--packets") { Description = "Packets that were received, whose last values constraints are held against.", HelpName = "FILE" };
    private readonly XtceOptionsOf _xtce;

    public XtceEncodeCommand() : base("encode", "Encode a command: its octets, its constraints, and how much depends on it.")
    {
        Add(_file);
        Add(_command);
        Add(_arguments);
        Add(_packets);
        _xtce = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry xtce encode mission.xml AOCS_POINT ROLL=5",
        "gantry xtce encode mission.xml SET_GAINS 'gains=[1, 2, 4]' state.mode=SAFE",
        "gantry xtce encode mission.xml ORB_BURN DELTA_V=0.5 --packets pass-0417.bin",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var (file, name) = (call.Get(_file)!, call.Get(_command)!);
        var database = DatabaseFile.Open(file, _xtce.Read(call));
        var command = database.FindCommand(name) ?? throw new FaultException(new(
            FaultKind.Missing, "xtce.no_such_command", $"{file} has no command {name}, or several of that name{Settings.DidYouMean(name, database.AllCommands.Where(c => !c.IsAbstract).Select(c => c.Name))}"));
        var encoded = new CommandEncoder(database).Encode(command, Given(call));
        if (!encoded.IsGood)
            throw new FaultException(new(FaultKind.Invalid, "xtce.not_encoded", $"{command.Name} cannot be encoded: {string.Join("; ", encoded.Faults)}."));
        var received = new History(database);
        if (call.Get(_packets) is { } packets)
            await ReceiveAsync(new(database, DatabaseFile.Root(database, file)), received, packets, call.Ct);
        var conditions = new CommandConditions(database);
        var constraints = conditions.Constraints(encoded, received.Last);
        var significance = conditions.Significance(encoded, received.Last);
        call.Show(new
        {
            Command = command.QualifiedName,
            Octets = Convert.ToHexString(encoded.Bytes.Span),
            Fields = encoded.Fields,
            Consequence = Consequence(significance),
            Reason = significance.Significance?.Reason,
            significance.Undecided,
            Constraints = constraints.Select(c => new { Condition = Words.Of(c.Constraint.When), c.IsMet, c.Reasons, TimeOutSeconds = c.Constraint.TimeOut?.TotalSeconds, c.Constraint.IsSuspendable }),
        }, _ => Tell(call.Out, encoded, constraints, significance));
        return ExitCode.Done;
    }

    private Dictionary<string, string> Given(Call call)
    {
        var given = new Dictionary<string, string>();
        foreach (var text in call.Get(_arguments)!)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at < 1)
                throw new UsageException($"'{text}' is not NAME=VALUE, such as ROLL=5.");
            if (!given.TryAdd(text[..at], text[(at + 1)..]))
                throw new UsageException($"{text[..at]} is given twice.");
        }
        return given;
    }

    private static async Task ReceiveAsync(PacketDecoder decoder, History received, string file, CancellationToken ct)
    {
        var end = await new PacketFile(file, 0).ReadAsync((piece, places, _) =>
        {
            foreach (var place in places)
                decoder.Decode(piece.Slice(place.Start, place.Length), received);
        }, new Progress<long>(), ct);
        if (end.Why is { } why)
            throw new FaultException(new(FaultKind.Invalid, "tm.cut_off", $"{file} has no whole packet at offset {end.Offset}: {why}."));
    }

    private static string Consequence(SignificanceVerdict verdict) => (verdict.Significance?.Consequence ?? ConsequenceLevel.Normal).ToString().ToLowerInvariant();

    private static void Tell(Screen output, EncodedCommand encoded, IReadOnlyList<ConstraintVerdict> constraints, SignificanceVerdict significance)
    {
        output.Line(Convert.ToHexString(encoded.Bytes.Span), "bold");
        output.Table(["BIT", "BITS", "FIELD", "VALUE"], encoded.Fields.Select(f => (string?[])[f.Bit.ToString(CultureInfo.InvariantCulture), f.Bits.ToString(CultureInfo.InvariantCulture), f.Name, f.Value]));
        var why = significance is { Context: { } context } ? $", for {Words.Of(context.When)}" : "";
        var reason = significance.Significance?.Reason is { } given ? $": {given}" : "";
        output.Line($"consequence {Consequence(significance)}{why}{reason}", significance.Significance?.Consequence is null or ConsequenceLevel.Normal ? "dim" : "yellow");
        foreach (var undecided in significance.Undecided)
            output.Line($"undecided: {undecided}", "yellow");
        foreach (var one in constraints)
        {
            var waits = one.Constraint.TimeOut is { } most ? $" (waited for {Units.Span(most)})" : "";
            output.Line($"{(one.IsMet ? "met" : "not met")}: {Words.Of(one.Constraint.When)}{waits}", one.IsMet ? "green" : "red");
            foreach (var sentence in one.Reasons)
                output.Line($"  {sentence}");
        }
    }
}
