namespace Gantry.Telemetry;

/// <summary>What telemetry tells the journal.</summary>
internal static class TelemetryKinds
{
    public static readonly EntryKind ChannelUp = new("telemetry.channel_up", "A channel receives, or is ready to. Data: input, database, packet (the number of the next one).");
    public static readonly EntryKind ChannelDown = new("telemetry.channel_down", "A channel cannot receive and is tried again. Data: reason.");
    public static readonly EntryKind ChannelEnded = new("telemetry.channel_ended", "The input of a channel has come to its end. Data: packets.");
    public static readonly EntryKind DatabaseChanged = new("telemetry.database_changed", "Another database decodes a channel from a packet on. Data: from, to, packet.");
    public static readonly EntryKind AlarmRaised = new("telemetry.alarm_raised", "A value has left its limits. Data: channel, parameter, level, value, at.");
    public static readonly EntryKind AlarmChanged = new("telemetry.alarm_changed", "A value in alarm has another level, or is back in its limits and waits for its acknowledgement. Data: channel, parameter, level, before, value, at.");
    public static readonly EntryKind AlarmAcknowledged = new("telemetry.alarm_acknowledged", "Somebody has seen an alarm. Data: parameter, note.");
    public static readonly EntryKind AlarmShelved = new("telemetry.alarm_shelved", "Somebody put an alarm aside for a while, or took it back. Data: parameter, until, note.");
    public static readonly EntryKind AlarmCleared = new("telemetry.alarm_cleared", "An alarm is over: the value is within its limits, and the alarm was acknowledged or cleared by hand. Data: parameter, note.");

    public static readonly EntryKind LimitsSet = new("telemetry.limits_set", "Somebody set limits of a parameter at run time. Data: parameter, limits, reason, until.");
    public static readonly EntryKind LimitsLifted = new("telemetry.limits_lifted", "Limits that were set at run time are lifted, and those of the database hold again. Data: parameter, reason.");
    public static readonly EntryKind LimitsInForce = new("telemetry.limits_in_force", "From a packet on a channel is watched by other limits, because some were set, lifted or have come to their end. Data: packet, limits.");

    public static IReadOnlyList<EntryKind> All { get; } =
        [ChannelUp, ChannelDown, ChannelEnded, DatabaseChanged, AlarmRaised, AlarmChanged, AlarmAcknowledged, AlarmShelved, AlarmCleared, LimitsSet, LimitsLifted, LimitsInForce];
}
