using System.Text.Json.Nodes;

namespace Gantry.Api;

/// <summary>A telemetry channel: how it stands, and what came through it since it was declared.</summary>
/// <param name="State">up, down, ended or stopped.</param>
/// <param name="Reason">Why it is not up.</param>
/// <param name="Database">The digest of the database that decodes it.</param>
/// <param name="DatabaseFrom">The number of the first packet that it decodes.</param>
/// <param name="Unidentified">Packets that are no container of the database, or do not fit it.</param>
/// <param name="Missing">Packets that never came, by their counts.</param>
/// <param name="Corrected">Octets of frames that were wrong and have been put right.</param>
public sealed record ChannelView(
    string Name, string State, string? Reason, DateTimeOffset StateAt, string Node, string Database, long DatabaseFrom, long Packets, long Bytes, long Unidentified, long FailedChecks,
    long Gaps, long Missing, long Repeated, long Frames, long BadFrames, long Corrected, long LostFrames, long DroppedOctets, DateTimeOffset? LastPacketAt, DateTimeOffset? LastFrameAt)
{
    /// <summary>What came of each process; only where one channel is asked for.</summary>
    public IReadOnlyList<PacketFlow>? Flows { get; init; }

    /// <summary>What came through each virtual channel; only where one channel is asked for.</summary>
    public IReadOnlyList<VirtualChannelView>? VirtualChannels { get; init; }
}

/// <summary>What came of a process through a virtual channel since the channel was declared, and in the last five seconds.</summary>
/// <param name="Spacecraft">Which spacecraft's; null where there are no frames.</param>
/// <param name="Apid">Null for packets that are no space packets.</param>
/// <param name="Missing">Packets that never came, by their counts.</param>
public sealed record PacketFlow(
    int? Spacecraft, int? VirtualChannel, int? Apid, long Packets, long Bytes, double PacketsPerSecond, double BytesPerSecond, long Gaps, long Missing, long Repeated, DateTimeOffset? LastPacketAt);

/// <summary>What came through a virtual channel since the channel was declared, and in the last five seconds.</summary>
/// <param name="Corrected">Octets that were wrong and have been put right.</param>
/// <param name="LastFrameAt">When the last good frame came.</param>
public sealed record VirtualChannelView(
    int Spacecraft, int Id, long Frames, long IdleFrames, long LostFrames, long Corrected, double FramesPerSecond, long Packets, double PacketsPerSecond, DateTimeOffset? LastFrameAt);

/// <summary>A parameter of the databases that decode an environment's channels.</summary>
public sealed record TelemetryParameter(string Name, string? About, string Kind, string? Unit, IReadOnlyList<string> Channels);

/// <summary>One value.</summary>
/// <param name="At">When the packet was made, as it says itself; when it was received where it does not.</param>
/// <param name="Value">A number, a text, a flag, or a time; null when it could not be decoded or calibrated.</param>
/// <param name="Level">How bad it is; null when it is within its limits.</param>
/// <param name="State">What is wrong with the value; null when nothing is.</param>
/// <param name="Database">The digest of the database that it was decoded by.</param>
/// <param name="Limit">Which limit it broke, and whether that was set at run time.</param>
public sealed record TelemetrySample(
    string Parameter, DateTimeOffset At, DateTimeOffset Received, string Channel, JsonNode? Value, JsonNode? Raw, string? Level, string? State, string Database, string? Limit = null);

/// <summary>The values of parameters in a time.</summary>
/// <param name="IsCut">There are more than were asked for.</param>
public sealed record SamplesView(IReadOnlyList<TelemetrySample> Items, bool IsCut);

/// <summary>A parameter as a plot of so many pixels shows it.</summary>
/// <param name="From">The beginning of the first pixel.</param>
/// <param name="PixelSeconds">How much time a pixel is.</param>
public sealed record PlotView(string Parameter, DateTimeOffset From, double PixelSeconds, IReadOnlyList<PixelView> Pixels, SeriesStatistics Statistics);

/// <summary>One pixel in which there are values.</summary>
/// <param name="Level">The worst level in it; null when all are within their limits.</param>
public sealed record PixelView(int Pixel, long Count, double Min, double Max, double Mean, double First, double Last, string? Level);

/// <summary>What the numbers of a time are like.</summary>
/// <param name="Others">Values that are no numbers.</param>
public sealed record SeriesStatistics(long Count, long Others, double? Min, double? Max, double? Mean, double? Deviation, DateTimeOffset? FirstAt, DateTimeOffset? LastAt);

/// <summary>Packets that never came, by the counts of those before and after.</summary>
/// <param name="Spacecraft">Whose; null where the channel has no frames.</param>
/// <param name="VirtualChannel">Which of its virtual channels brought them; null where the channel has no frames.</param>
public sealed record PacketGap(string Channel, int Apid, DateTimeOffset After, DateTimeOffset Before, int Missing, int? Spacecraft = null, int? VirtualChannel = null);

/// <summary>A parameter that left its limits.</summary>
/// <param name="Level">How bad it is now; null when it is back within its limits and waits for its acknowledgement.</param>
/// <param name="Limit">Which limit it broke last, and whether that was set at run time.</param>
public sealed record AlarmView(
    Guid Id, string Channel, string Parameter, string? Level, string Worst, string Value, DateTimeOffset RaisedAt, DateTimeOffset ChangedAt, string? AcknowledgedBy, DateTimeOffset? AcknowledgedAt,
    string? ShelvedBy, DateTimeOffset? ShelvedUntil, string? Note, DateTimeOffset? ClearedAt, string? Limit = null);

/// <summary>What somebody says who acknowledges, shelves or clears an alarm.</summary>
/// <param name="Seconds">Of shelving: for how long; 0 takes it back.</param>
public sealed record AlarmRequest(string? Note = null, long? Seconds = null);

/// <summary>The newest values of parameters, as they come live.</summary>
/// <param name="Missed">How many values are left out because there were newer ones, or because the reader was slow.</param>
public sealed record LiveValues(IReadOnlyList<TelemetrySample> Items, long Missed);

/// <summary>Where a level begins: below the low end and above the high one, each of which may be missing.</summary>
/// <param name="Level">watch, warning, distress, critical or severe.</param>
public sealed record LimitRange(string Level, double? Low = null, double? High = null);

/// <summary>The limits of a parameter: those that were set at run time, and the database's own.</summary>
/// <param name="Ranges">Set at run time; none when nobody did.</param>
/// <param name="Violations">How many samples in a row it takes.</param>
/// <param name="IsOff">Nothing is watched.</param>
/// <param name="Until">When the database's own hold again by themselves.</param>
/// <param name="Own">The database's own, without a context.</param>
/// <param name="OwnContexts">For how many contexts the database has others.</param>
public sealed record LimitsView(
    string Parameter, IReadOnlyList<LimitRange> Ranges, int? Violations, bool IsOff, string? Reason, string? SetBy, DateTimeOffset? SetAt, DateTimeOffset? Until,
    IReadOnlyList<LimitRange> Own, int? OwnViolations, int OwnContexts);

/// <summary>Limits to set in the place of the database's.</summary>
/// <param name="Ranges">One for each level.</param>
/// <param name="IsOff">Watch nothing, in the place of ranges.</param>
/// <param name="Reason">Why; it goes into the journal.</param>
/// <param name="Until">When the database's own shall hold again; until they are lifted when left out.</param>
public sealed record LimitsRequest(string? Reason = null, IReadOnlyList<LimitRange>? Ranges = null, int? Violations = null, bool IsOff = false, DateTimeOffset? Until = null);

/// <summary>A page of parameters, from above.</summary>
public sealed record DisplayView(string Name, string Title, string? Description, IReadOnlyList<DisplayGroup> Groups);

/// <summary>Some parameters that belong together.</summary>
/// <param name="Kind">table or plot.</param>
/// <param name="LastSeconds">Of a plot: how much time it shows.</param>
public sealed record DisplayGroup(string Title, string Kind, IReadOnlyList<DisplayItem> Parameters, double? LastSeconds);

/// <param name="Name">The parameter, or the way to a part of it: WHEEL_1.SPEED.</param>
/// <param name="Label">What stands there for its name.</param>
/// <param name="Parameter">What the databases that decode now call it; null where none of them has it.</param>
/// <param name="Kind">What its values are.</param>
public sealed record DisplayItem(string Name, string? Label, string? Parameter = null, string? Kind = null, string? Unit = null, string? About = null);

/// <summary>Limits by which values were judged that were made in a time.</summary>
/// <param name="To">When the last of these values was made.</param>
/// <param name="IsSetAtRunTime">Somebody had set them; otherwise they are the database's.</param>
public sealed record LimitsPeriod(DateTimeOffset From, DateTimeOffset To, bool IsSetAtRunTime, IReadOnlyList<ParameterLimit> Limits);
