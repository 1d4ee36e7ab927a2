using System.Globalization;
using System.Net;
using Gantry.Yaml;

namespace Gantry.Telemetry;

/// <summary>What <c>telemetry/channels.yaml</c> must look like.</summary>
internal static class ChannelShapes
{
    private const int LongestPacket = 1 << 20;

    private static readonly Field _port = Field.Required("port", Shape.Whole("The port.", 1, 65_535));
    private static readonly Field _address = Field.Optional("address", Shape.Text("The address of this machine to listen on; 0.0.0.0 and :: for all.", wrongWith: WrongWithAddress), "127.0.0.1");
    private static readonly Field _longest = Field.Optional("longest", Shape.Whole("The longest packet in octets; a longer one is a fault.", 1, LongestPacket), 65_542);
    private static readonly Field _marker = Field.Optional("marker", Octets("What every packet begins with."));

    private static readonly Shape _from = Shape.MapBy(
        "Where the octets come from.", "kind",
        new MapKind("udp", "Datagrams to a port of this server, each of whole packets or a piece of frames.", _port, _address),
        new MapKind("tcp", "A connection that this server makes, again and again.", Field.Required("host", Shape.Text("The host.", example: "station.example")), _port),
        new MapKind("listen", "A connection that somebody makes to a port of this server; one at a time.", _port, _address),
        new MapKind("replay", "Files of a folder on the server, in the order of their names.",
            Field.Required("folder", Shape.Text("The folder, below the mission's in telemetry.replay-folder.", wrongWith: WrongWithFolder)),
            Field.Optional("speed", Shape.Number("How many times as fast as it was; as fast as it goes when left out.", 0.001, 100_000))),
        new MapKind("simulator", "A simulated spacecraft, made of the channel's database.",
            Field.Optional("scenario", Shape.Text("nominal, limits, gap, corrupt, or the name of a file in telemetry/scenarios/.", example: "eclipse", wrongWith: name => Names.WrongWith("scenario's name", name)), "nominal"),
            Field.Optional("seed", Shape.Whole("The same seed makes the same packets.", 0, int.MaxValue), 1),
            Field.Optional("rate", Shape.Number("Packets in a second, of all kinds together; as scenario and database say when left out.", 0.001, 100_000)),
            Field.Optional("virtualChannels", Shape.Whole("Where the channel has frames: how many virtual channels the processes share; one more carries idle frames.", 1, 63), 1)),
        new MapKind("products", "Products of a type, as they are published.", Field.Required("type", Shape.Text("The type, as types.yaml has it."))));

    private static readonly Shape _framing = Shape.MapBy(
        "How packets are found in the octets; one behind the other when left out.", "kind",
        new MapKind("packets", "Space packets and encapsulation packets, one behind the other.", Field.Optional("prefix", Shape.Whole("Octets that stand before each packet and belong to none.", 0, 4096), 0)),
        new MapKind("frames", "Transfer frames of CCSDS.",
            Field.Optional("frames", Shape.OneOf("Which.", "aos", "tm", "uslp"), "aos"),
            Field.Optional("code", Shape.OneOf("The Reed-Solomon code.", "rs16", "rs8", "none"), "rs16"),
            Field.Optional("interleave", Shape.Whole("How many codewords take turns.", 1, 8), 4),
            Field.Optional("basis", Shape.OneOf("How octets stand for symbols.", "dual", "conventional"), "dual"),
            Field.Optional("fill", Shape.Whole("Octets per codeword that are thought of and never sent.", 0, 254), 0),
            Field.Optional("length", Shape.Whole("Octets of a frame, where no code says it.", 8, 1 << 20)),
            Field.Optional("randomised", Shape.Flag("Whether frames are randomised."), true),
            Field.Optional("markers", Shape.Flag("Whether a marker stands before each frame."), true),
            Field.Optional("check", Shape.OneOf("The check at the end of a frame.", "none", "crc16", "crc32"), "none"),
            Field.Optional("insertZone", Shape.Whole("Octets of the insert zone.", 0, 65_535), 0),
            Field.Optional("ocf", Shape.Flag("Whether AOS frames end with an operational control field."), false),
            Field.Optional("headerCheck", Shape.Flag("Whether the header of AOS frames has a check of its own."), false),
            Field.Optional("spacecraft", Shape.Whole("The only spacecraft to accept.", 0, 65_535))),
        new MapKind("length", "Packets that say their length.",
            Field.Required("offset", Shape.Whole("At which octet the length stands.", 0, 4096)),
            Field.Optional("size", Shape.Whole("How many octets it has.", 1, 4), 2),
            Field.Optional("adjustment", Shape.Whole("What is added to it to get the length of the whole packet.", -65_536, 65_536), 0),
            Field.Optional("littleEndian", Shape.Flag("Whether its least significant octet comes first."), false), _marker, _longest),
        new MapKind("fixed", "Packets of one length.", Field.Required("length", Shape.Whole("Octets of a packet.", 1, LongestPacket)), _marker),
        new MapKind("terminated", "Packets with an end mark.", Field.Required("end", Octets("The end mark.")), _longest),
        new MapKind("slip", "SLIP (RFC 1055).", _longest),
        new MapKind("cobs", "Consistent overhead byte stuffing.", _longest));

    private static readonly Field _offset = Field.Optional("offset", Shape.Whole("At which octet of the packet it begins; 6 is behind the primary header.", 0, 4096), 6);

    private static readonly Shape _clock = Shape.MapBy(
        "The time that stands at the same place in every packet, where the database does not tell it as a time.", "kind",
        new MapKind("cds", "Days of UTC and milliseconds of the day.", _offset,
            Field.Optional("fineness", Shape.OneOf("What follows the milliseconds: nothing, 16 bits of microseconds, 32 bits of picoseconds.", "ms", "us", "ps"), "ms"),
            Field.Optional("longDays", Shape.Flag("Whether the day has 24 bits instead of 16."), false),
            Field.Optional("epoch", Shape.Text("The day 0.", example: "2000-01-01", wrongWith: text => TryDay(text, out _) ? null : "it is not a day such as 2000-01-01"), "1958-01-01")),
        new MapKind("cuc", "A counter of seconds and their binary fractions.", _offset,
            Field.Optional("seconds", Shape.Whole("Octets of seconds.", 1, 7), 4),
            Field.Optional("fraction", Shape.Whole("Octets of the fraction.", 0, 10), 2),
            Field.Optional("epoch", Shape.OneOf("Where it begins: 1958 TAI, 1980 GPS, or 1970 without leap seconds.", "tai", "gps", "posix"), "tai")));

    private static readonly Shape _channel = Shape.Map(
        "A telemetry link.",
        Field.Required("name", Shape.Text("The channel's name in the mission.", wrongWith: name => Names.WrongWith("channel's name", name))),
        Field.Optional("description", Shape.Text("What comes through it, for people.")),
        Field.Optional("environments", Shape.List("Where it works.", Shape.OneOf("An environment.", [.. Rungs.All]), least: 1)),
        Field.Required("database", Shape.Text("The XTCE file it is decoded by, in telemetry/.", example: "swot.xml", wrongWith: WrongWithFile)),
        Field.Optional("root", Shape.Text("The container every packet begins with, where the database does not say it.")),
        Field.Optional("time", Shape.Text("The parameter that says when a packet was made; the first absolute time in it when left out, and the time of reception where there is none.")),
        Field.Optional("clock", _clock),
        Field.Optional("numbers", Shape.OneOf("What becomes of values whose type is narrower than their encoding.", "encodingWins", "asWritten"), "encodingWins"),
        Field.Optional("calibratedIntegers", Shape.OneOf("What becomes of calibrated values whose type is an integer.", "keep", "round"), "keep"),
        Field.Optional("leadingSizes", Shape.OneOf("What leading sizes of texts count.", "bytes", "bits"), "bytes"),
        Field.Optional("leapSeconds", Shape.OneOf("Whether counters of time run through leap seconds (uniform) or not (posix).", "uniform", "posix"), "uniform"),
        Field.Required("from", _from),
        Field.Optional("framing", _framing));

    public static Shape File { get; } = Shape.Map("The telemetry links of a mission.", Field.Required("channels", Shape.List("The links.", _channel)));

    /// <summary>Octets from their hexadecimal digits; null when they are none.</summary>
    public static byte[]? ReadOctets(string text)
    {
        var digits = text.Replace(" ", "", StringComparison.Ordinal);
        return digits.Length is > 0 and <= 64 && digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : null;
    }

    public static bool TryDay(string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static Shape Octets(string description) =>
        Shape.Text(description, example: "'1ACFFC1D'", wrongWith: text => ReadOctets(text) is null ? "it is not 1 to 32 octets in hexadecimal digits" : null);

    private static string? WrongWithAddress(string text) => IPAddress.TryParse(text, out _) ? null : "it is not an IP address";

    private static string? WrongWithFolder(string text) =>
        ReleaseManifest.WrongWithPath(text) is { } wrong ? wrong : null;

    private static string? WrongWithFile(string text) =>
        ReleaseManifest.WrongWithPath(text) is { } wrong ? wrong : text.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) ? null : string.Create(CultureInfo.InvariantCulture, $"'{text}' is not the name of an XML file");
}
