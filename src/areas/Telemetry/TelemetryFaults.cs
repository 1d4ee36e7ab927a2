namespace Gantry.Telemetry;

/// <summary>Every refusal of telemetry.</summary>
internal static class TelemetryFaults
{
    public static Fault NoSuchChannel(string name, Scope scope) =>
        new(FaultKind.Missing, "telemetry.no_such_channel", $"There is no channel '{name}' in {scope}; gantry tm channels {scope} lists them.");

    public static Fault NoSuchParameter(string name, Scope scope, IEnumerable<string> known) =>
        new(FaultKind.Missing, "telemetry.no_such_parameter", $"No database of {scope} has a parameter '{name}'{Settings.DidYouMean(name, known)}");

    public static Fault NoDatabase(Scope scope) =>
        new(FaultKind.Conflict, "telemetry.no_database", $"The release that stands in {scope} declares no channel, so there is nothing to decode by. Channels stand in {TelemetryFolder.Channels}.");

    public static Fault BadTime(string what, string text) =>
        new(FaultKind.Invalid, "telemetry.bad_time", $"{what} '{text}' is not a time such as 2026-11-21T09:00:00Z.");

    public static Fault EmptyTime(DateTimeOffset from, DateTimeOffset to) =>
        new(FaultKind.Invalid, "telemetry.empty_time", $"Nothing is from {from:O} until {to:O}; the end is after the beginning.");

    public static Fault NoSuchAlarm(Guid id, Scope scope) =>
        new(FaultKind.Missing, "telemetry.no_such_alarm", $"There is no alarm {id} in {scope}; gantry tm alarms {scope} lists them.");

    public static Fault AlarmIsOver(StoredAlarm alarm, DateTimeOffset over) =>
        new(FaultKind.Conflict, "telemetry.alarm_is_over", $"The alarm of {alarm.Parameter} is over since {over:O}.");

    public static Fault ShelvedHowLong() =>
        new(FaultKind.Invalid, "telemetry.shelved_how_long", "An alarm is put aside for 1 second to 7 days (86400 times 7 seconds); 0 takes it back.");

    public static Fault NoReason() =>
        new(FaultKind.Invalid, "telemetry.no_reason", "Whoever ends an alarm by hand says why: send a 'note'.");

    public static Fault NoSuchForm(string form) =>
        new(FaultKind.Invalid, "telemetry.no_such_form", $"Values are exported as 'csv' or 'parquet', not as '{form}'.");

    public static Fault NoSuchDisplay(string name, Scope scope, IEnumerable<string> known) =>
        new(FaultKind.Missing, "telemetry.no_such_display", $"The release that stands in {scope} has no display '{name}'{Settings.DidYouMean(name, known)} Displays stand in {DisplaysFolder.Folder}.");

    public static Fault NotFromHere(string origin) =>
        new(FaultKind.Denied, "telemetry.not_from_here", $"A page of {origin} may not follow values here; only one of this server may.");

    public static Fault NoWebSocket(string protocol) =>
        new(FaultKind.Invalid, "telemetry.no_websocket", $"Values come here over a WebSocket with the subprotocol {protocol}; as server-sent events they come from /stream.");

    public static Fault NoLimitReason() =>
        new(FaultKind.Invalid, "telemetry.no_limit_reason", "Whoever changes limits says why: send a 'reason'.");

    public static Fault NoNumber(string parameter) =>
        new(FaultKind.Invalid, "telemetry.no_number", $"{parameter} is no number, and limits that are set at run time are ranges of numbers; others are changed in the database.");

    public static Fault BadLimits(string why) =>
        new(FaultKind.Invalid, "telemetry.bad_limits", $"Such limits cannot be: {why}.");

    public static Fault NoLimitsSet(string parameter, Scope scope) =>
        new(FaultKind.Missing, "telemetry.no_limits_set", $"Nobody has set limits of {parameter} in {scope}; those of the database hold.");

    public static Fault AmbiguousParameter(string name, IEnumerable<string> found) =>
        new(FaultKind.Invalid, "telemetry.ambiguous_parameter", $"'{name}' is the name of several parameters: {string.Join(", ", found)}. Write the whole name.");

    public static Fault TooManyPixels(int most) =>
        new(FaultKind.Invalid, "telemetry.too_many_pixels", $"A plot has 1 to {most} pixels.");
}
