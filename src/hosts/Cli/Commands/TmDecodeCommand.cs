using System.CommandLine;
using System.Text;
using Gantry.Ccsds;
using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>Decodes files of packets by a database, without a server.</summary>
internal sealed class TmDecodeCommand : Verb
{
    private readonly PacketFiles _files;
    private readonly XtceOptionsOf _xtce;
    private readonly Option<string> _database = new("--database", "-d") { Description = "The XTCE file to decode by.", HelpName = "FILE", Required = true };
    private readonly Option<string?> _parameters = new("--parameters", "-p") { Description = "Only these, with commas between and * for any letters.", HelpName = "NAMES" };
    private readonly Option<string> _to = new("--to") { Description = "table for people; json, a line for each packet; csv; parquet.", HelpName = "FORM", DefaultValueFactory = _ => "table" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file it is written to; standard output when left out.", HelpName = "FILE" };
    private readonly Option<bool> _raw = new("--raw") { Description = "Values as they are on the wire, not calibrated." };

    public TmDecodeCommand() : base("decode", "Decode files of packets by an XTCE database.")
    {
        _files = new(this);
        _to.AcceptOnlyFromAmong("table", "json", "csv", "parquet");
        foreach (var option in (Option[])[_database, _parameters, _to, _output, _raw])
            Add(option);
        _xtce = new(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry tm decode pass-0417.bin --database mission.xml",
        "gantry tm decode pass-0417.bin -d mission.xml -p 'BATT*,mode' --to csv -o batteries.csv",
        "gantry tm decode *.bin -d mission.xml --to parquet -o day.parquet",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var (form, file) = (call.Get(_to)!, call.Get(_output));
        if (file is null && form == "parquet")
            throw new UsageException("--to parquet needs --output: it is no text.");
        if (file is null && call.IsJson)
            throw new UsageException("--json tells how it went, and the values want standard output too; write them to a file with --output.");
        var options = _xtce.Read(call);
        var database = DatabaseFile.Open(call.Get(_database)!, options);
        var compiled = CompiledDatabase.Compile(database, DatabaseFile.Root(database, call.Get(_database)!));
        var choice = ParameterChoice.Read(call.Get(_parameters), database);
        // A table's columns are known when all packets have been seen, so these forms read the files twice.
        var columns = form is "csv" or "parquet" ? await ColumnsAsync(call, compiled, choice) : [];
        var tally = new DecodeTally();
        var begun = call.Clock.GetTimestamp();
        IReadOnlyList<FileEnd> ends;
        if (file is null)
        {
            ends = await WriteAsync(call, compiled, choice, columns, form, null, tally);
        }
        else
        {
            // Whoever looks for the file finds all of it or none.
            var begin = file + ".part";
            await using (var stream = new FileStream(begin, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 20))
                ends = await WriteAsync(call, compiled, choice, columns, form, stream, tally);
            File.Move(begin, file, overwrite: true);
        }
        var took = call.Clock.GetElapsedTime(begun);
        if (call.IsJson)
            call.Terminal.Out.WriteLine(JsonText.Document(new { tally.Packets, tally.Values, tally.Good, tally.Bad, tally.FailedChecks, tally.IdlePackets, tally.Containers, Seconds = took.TotalSeconds, Output = file, Files = ends }));
        else
        {
            foreach (var line in tally.Lines(took))
                call.Error.Line(line);
        }
        var code = PacketFiles.Tell(call, ends);
        if (tally.Packets == 0 || tally.Good > 0)
            return code;
        throw new FaultException(new(FaultKind.Invalid, "tm.wrong_database", $"None of the packets is one of {database.Root.Name}: is {call.Get(_database)} their database, and {compiled.Root.Name} the container they begin with (--root)?"));
    }

    private async Task<IReadOnlyList<RowColumn>> ColumnsAsync(Call call, CompiledDatabase compiled, ParameterChoice choice)
    {
        var found = new RowColumns(call.Get(_raw));
        await DecodeAsync(call, compiled, choice, isTalking: false, (_, row) => found.Add(row), new());
        return found.Columns;
    }

    private async Task<IReadOnlyList<FileEnd>> WriteAsync(Call call, CompiledDatabase compiled, ParameterChoice choice, IReadOnlyList<RowColumn> columns, string form, Stream? stream, DecodeTally tally)
    {
        var isRaw = call.Get(_raw);
        await using var text = stream is null ? null : new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        await using var bytes = stream is null && form == "json" ? new BufferedStream(call.Terminal.OpenOut(), 1 << 16) : null;
        using RowWriter writer = form switch
        {
            "json" => new JsonRows(stream ?? bytes!, isRaw),
            "csv" => new CsvRows(text ?? call.Terminal.Out, columns, isRaw),
            "parquet" => new ParquetRows(stream!, columns, isRaw),
            _ => new TableRows(text ?? call.Terminal.Out, isRaw),
        };
        var ends = await DecodeAsync(call, compiled, choice, isTalking: stream is null, (packet, row) =>
        {
            tally.Add(row);
            writer.Write(packet, row);
        }, tally);
        writer.End();
        return ends;
    }

    private Task<IReadOnlyList<FileEnd>> DecodeAsync(Call call, CompiledDatabase compiled, ParameterChoice choice, bool isTalking, Action<long, DecodedRow> take, DecodeTally tally)
    {
        var decoder = new RowDecoder(compiled, new(compiled.Database), choice.Test);
        var (packets, numbers) = (0L, new List<long>());
        return _files.ReadAsync(call, isTalking, (data, places, _) =>
        {
            numbers.Clear();
            var kept = new List<PacketPlace>(places.Length);
            foreach (var place in places)
            {
                var number = packets++;
                if (IsIdle(data.Span.Slice(place.Start, place.Length)))
                {
                    tally.IdlePackets++;
                    continue;
                }
                kept.Add(place);
                numbers.Add(number);
            }
            decoder.Decode(data, kept.ToArray(), row => take(numbers[row.Packet], row));
            call.Ct.ThrowIfCancellationRequested();
        });
    }

    private static bool IsIdle(ReadOnlySpan<byte> packet) => PacketMeasure.TryMeasure(packet, packet.Length, out _, out var isIdle) == PacketStatus.Whole && isIdle;
}
