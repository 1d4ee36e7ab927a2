using Gantry.Ccsds;
using Gantry.Xtce;
using Gantry.Yaml;

namespace Gantry.Telemetry;

/// <summary>Makes channels of a checked file.</summary>
internal static class ChannelReader
{
    private const int LongestPacket = 65_542;

    public static IReadOnlyList<ChannelDeclaration> Read(YamlMap file) => [.. file.Maps("channels").Select(Channel)];

    /// <summary>What is wrong with a framing although each of its fields is right; null when nothing is.</summary>
    public static string? WhyInvalid(FramingDeclaration framing) => framing switch
    {
        FramesDeclaration frames => frames.Format.WhyInvalid(),
        LengthDeclaration length => length.Field.WhyInvalid(),
        FixedDeclaration one when one.Marker.Length > one.Length => $"a packet of {one.Length} octets does not begin with {one.Marker.Length}",
        _ => null,
    };

    public static ChannelDeclaration Channel(YamlMap map) => new(map.Text("name"))
    {
        Environments = map.Has("environments") ? map.Texts("environments") : [Rungs.Ops],
        Database = TelemetryFolder.Path + map.Text("database"),
        Time = map.TextOrNull("time"),
        Settings = new()
        {
            RootContainer = map.TextOrNull("root"),
            Numbers = map.TextOrNull("numbers") == "asWritten" ? NumberPolicy.AsWritten : NumberPolicy.EncodingWins,
            CalibratedIntegers = map.TextOrNull("calibratedIntegers") == "round" ? CalibratedIntegerPolicy.Round : CalibratedIntegerPolicy.Keep,
            LeadingSizes = map.TextOrNull("leadingSizes") == "bits" ? LeadingSizeUnit.Bits : LeadingSizeUnit.Bytes,
            LeapSeconds = map.TextOrNull("leapSeconds") == "posix" ? LeapSecondPolicy.Posix : LeapSecondPolicy.Uniform,
        },
        Clock = map.MapOrNull("clock") is { } clock ? Clock(clock) : null,
        From = Input(map.MapOrNull("from")!),
        Framing = map.MapOrNull("framing") is { } framing ? Framing(framing) : new PacketsDeclaration(0),
    };

    private static ClockDeclaration Clock(YamlMap map)
    {
        var offset = Whole(map, "offset", SpacePacketHeader.Length);
        if (map.Text("kind") == "cds")
        {
            var fineness = map.TextOrNull("fineness") switch { "us" => CdsFineness.Microseconds, "ps" => CdsFineness.Picoseconds, _ => CdsFineness.Milliseconds };
            var epoch = ChannelShapes.TryDay(map.TextOrNull("epoch") ?? "1958-01-01", out var day) ? day.DayNumber - new DateOnly(1958, 1, 1).DayNumber : 0;
            return new CdsClock(offset, new(fineness, map.FlagOrNull("longDays") ?? false, epoch));
        }
        var begins = map.TextOrNull("epoch");
        return new CucClock(offset, new(Whole(map, "seconds", 4), Whole(map, "fraction", 2)) { Epoch = begins == "gps" ? TaiTime.GpsEpoch : default }, begins == "posix");
    }

    private static InputDeclaration Input(YamlMap map) => map.Text("kind") switch
    {
        "udp" => new UdpDeclaration(map.TextOrNull("address") ?? "127.0.0.1", (int)map.WholeOrNull("port")!.Value),
        "tcp" => new TcpDeclaration(map.Text("host"), (int)map.WholeOrNull("port")!.Value),
        "listen" => new ListenDeclaration(map.TextOrNull("address") ?? "127.0.0.1", (int)map.WholeOrNull("port")!.Value),
        "replay" => new ReplayDeclaration(map.Text("folder"), map.NumberOrNull("speed")),
        "simulator" => new SimulatorDeclaration(map.TextOrNull("scenario") ?? "nominal", (int)(map.WholeOrNull("seed") ?? 1), map.NumberOrNull("rate")) { VirtualChannels = Whole(map, "virtualChannels", 1) },
        _ => new ProductsDeclaration(map.Text("type")),
    };

    private static FramingDeclaration Framing(YamlMap map)
    {
        var longest = Whole(map, "longest", LongestPacket);
        return map.Text("kind") switch
        {
            "packets" => new PacketsDeclaration(Whole(map, "prefix", 0)),
            "frames" => new FramesDeclaration(Link(map)),
            "length" => new LengthDeclaration(new(Whole(map, "offset", 0), Whole(map, "size", 2), Whole(map, "adjustment", 0), map.FlagOrNull("littleEndian") ?? false) { Marker = Octets(map, "marker") }, longest),
            "fixed" => new FixedDeclaration(Whole(map, "length", 1), Octets(map, "marker")),
            "terminated" => new TerminatedDeclaration(Octets(map, "end"), longest),
            "slip" => new SlipDeclaration(longest),
            _ => new CobsDeclaration(longest),
        };
    }

    private static LinkFormat Link(YamlMap map)
    {
        var (interleave, fill) = (Whole(map, "interleave", 4), Whole(map, "fill", 0));
        var basis = map.TextOrNull("basis") == "conventional" ? SymbolBasis.Conventional : SymbolBasis.Dual;
        return new()
        {
            Frames = map.TextOrNull("frames") switch { "tm" => FrameKind.Tm, "uslp" => FrameKind.Uslp, _ => FrameKind.Aos },
            Code = map.TextOrNull("code") switch { "none" => null, "rs8" => new(8, interleave, basis, fill), _ => new(16, interleave, basis, fill) },
            FrameLength = (int?)map.WholeOrNull("length"),
            IsRandomised = map.FlagOrNull("randomised") ?? true,
            HasMarkers = map.FlagOrNull("markers") ?? true,
            Check = map.TextOrNull("check") switch { "crc16" => FrameCheck.Crc16, "crc32" => FrameCheck.Crc32, _ => FrameCheck.None },
            InsertZoneLength = Whole(map, "insertZone", 0),
            HasOcf = map.FlagOrNull("ocf") ?? false,
            HasHeaderCheck = map.FlagOrNull("headerCheck") ?? false,
            SpacecraftId = (int?)map.WholeOrNull("spacecraft"),
        };
    }

    private static int Whole(YamlMap map, string key, int otherwise) => (int)(map.WholeOrNull(key) ?? otherwise);

    private static byte[] Octets(YamlMap map, string key) => map.TextOrNull(key) is { } text ? ChannelShapes.ReadOctets(text)! : [];
}
