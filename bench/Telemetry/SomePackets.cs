using System.Globalization;
using System.Text;
using Gantry.Xtce;

namespace Gantry.Bench.Telemetry;

/// <summary>A database and packets for it: a header as every packet has it, whole numbers, and floats.</summary>
internal sealed class SomePackets
{
    private static readonly (string Name, int Bits)[] _header = [("VERSION", 3), ("TYPE", 1), ("SECONDARY", 1), ("APID", 11), ("FLAGS", 2), ("COUNT", 14), ("LENGTH", 16)];

    /// <summary>Calibration and limits of everything behind the header.</summary>
    public static readonly double[] Coefficients = [1.5, 0.25, -1e-9];

    public static readonly double[] Limits = [-1e12, 1e12, -1e15, 1e15];

    public SomePackets(int unsigned, int floats, int[] widths, int packets, bool isCalibrated)
    {
        Fields = [.. _header.Select(h => h.Bits), .. Enumerable.Range(0, unsigned).Select(i => widths[i % widths.Length]), .. Enumerable.Repeat(-32, floats)];
        Size = Fields.Sum(Math.Abs) / 8;
        Xml = Write(isCalibrated);
        Data = new byte[Size * packets];
        var chance = new Random(7);
        chance.NextBytes(Data);
        for (var i = 0; i < packets; i++)
        {
            var packet = Data.AsSpan(i * Size, Size);
            (packet[0], packet[1], packet[4], packet[5]) = (0x08, 11, (byte)((Size - 7) >> 8), (byte)(Size - 7));
            // Floats as instruments send them: of the order of one, none infinite.
            for (var f = 0; f < floats; f++)
                System.Buffers.Binary.BinaryPrimitives.WriteSingleBigEndian(packet[(Size - 4 * (floats - f))..], chance.NextSingle() * 100);
        }
        Places = [.. Enumerable.Range(0, packets).Select(i => new PacketPlace(i * Size, Size))];
    }

    /// <summary>The bits of each, negative for a float.</summary>
    public int[] Fields { get; }

    public int Size { get; }

    public string Xml { get; }

    public byte[] Data { get; }

    public PacketPlace[] Places { get; }

    public static int HeaderFields => _header.Length;

    /// <summary>The table of the C loop. Eight bytes are read at a time, so none may begin behind the last eight.</summary>
    public CLoop.Field[] Table()
    {
        var table = new List<CLoop.Field>();
        var bit = 0;
        foreach (var field in Fields)
        {
            var at = Math.Min(bit / 8, Size - 8);
            table.Add(new(at, bit - 8 * at, Math.Abs(field), field < 0 ? 1 : 0));
            bit += Math.Abs(field);
        }
        return [.. table];
    }

    public CompiledDatabase Compile()
    {
        var reading = XtceReader.Read(Encoding.UTF8.GetBytes(Xml), "bench.xml");
        var compiled = CompiledDatabase.Compile(reading.Database!, RootContainers.Choose(reading.Database!)!);
        compiled.Warm();
        return compiled;
    }

    private string Write(bool isCalibrated)
    {
        var (types, parameters, entries) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        var calibrator = isCalibrated
            ? string.Create(CultureInfo.InvariantCulture, $"<DefaultCalibrator><PolynomialCalibrator><Term coefficient=\"{Coefficients[0]}\" exponent=\"0\"/><Term coefficient=\"{Coefficients[1]}\" exponent=\"1\"/><Term coefficient=\"{Coefficients[2]}\" exponent=\"2\"/></PolynomialCalibrator></DefaultCalibrator>")
            : "";
        var alarm = isCalibrated
            ? string.Create(CultureInfo.InvariantCulture, $"<DefaultAlarm><StaticAlarmRanges><WatchRange minInclusive=\"{Limits[0]}\" maxInclusive=\"{Limits[1]}\"/><WarningRange minInclusive=\"{Limits[2]}\" maxInclusive=\"{Limits[3]}\"/></StaticAlarmRanges></DefaultAlarm>")
            : "";
        for (var i = 0; i < Fields.Length; i++)
        {
            var name = i < _header.Length ? _header[i].Name : $"P{i}";
            var isFloat = Fields[i] < 0;
            var isPlain = i < _header.Length;
            var encoding = isFloat ? "Float" : "Integer";
            types.Append(CultureInfo.InvariantCulture, $"<{(isFloat || !isPlain ? "Float" : "Integer")}ParameterType name=\"{name}\"{(isPlain ? " signed=\"false\"" : "")}><{encoding}DataEncoding sizeInBits=\"{Math.Abs(Fields[i])}\">{(isPlain ? "" : calibrator)}</{encoding}DataEncoding>{(isPlain ? "" : alarm)}</{(isFloat || !isPlain ? "Float" : "Integer")}ParameterType>");
            parameters.Append(CultureInfo.InvariantCulture, $"<Parameter name=\"{name}\" parameterTypeRef=\"{name}\"/>");
            if (!isPlain)
                entries.Append(CultureInfo.InvariantCulture, $"<ParameterRefEntry parameterRef=\"{name}\"/>");
        }
        var header = string.Concat(_header.Select(h => $"<ParameterRefEntry parameterRef=\"{h.Name}\"/>"));
        return $"""
            <SpaceSystem xmlns="http://www.omg.org/spec/XTCE/20180204" name="bench"><TelemetryMetaData>
            <ParameterTypeSet>{types}</ParameterTypeSet><ParameterSet>{parameters}</ParameterSet><ContainerSet>
            <SequenceContainer name="Packet" abstract="true"><EntryList>{header}</EntryList></SequenceContainer>
            <SequenceContainer name="Telemetry" abstract="true"><EntryList/><BaseContainer containerRef="Packet"><RestrictionCriteria><ComparisonList><Comparison parameterRef="VERSION" value="0"/><Comparison parameterRef="TYPE" value="0"/></ComparisonList></RestrictionCriteria></BaseContainer></SequenceContainer>
            <SequenceContainer name="Leaf"><EntryList>{entries}</EntryList><BaseContainer containerRef="Telemetry"><RestrictionCriteria><Comparison parameterRef="APID" value="11"/></RestrictionCriteria></BaseContainer></SequenceContainer>
            </ContainerSet></TelemetryMetaData></SpaceSystem>
            """;
    }
}
