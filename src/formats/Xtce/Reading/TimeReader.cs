using System.Globalization;

namespace Gantry.Xtce;

internal static class TimeReader
{
    private static readonly Dictionary<string, TimeUnit> _units = new()
    {
        ["seconds"] = TimeUnit.Seconds,
        ["picoSeconds"] = TimeUnit.Picoseconds,
        ["picoseconds"] = TimeUnit.Picoseconds,
        ["nanoseconds"] = TimeUnit.Nanoseconds,
        ["microseconds"] = TimeUnit.Microseconds,
        ["milliseconds"] = TimeUnit.Milliseconds,
        ["minutes"] = TimeUnit.Minutes,
        ["hours"] = TimeUnit.Hours,
        ["days"] = TimeUnit.Days,
        ["months"] = TimeUnit.Months,
        ["years"] = TimeUnit.Years,
    };

    public static TimeType Read(TimeType type, Element element, Scope scope)
    {
        if (element.Child("Encoding") is { } encoding)
        {
            type = type with
            {
                Encoding = EncodingReader.Read(encoding, scope),
                Unit = scope.Pick(encoding, "units", TimeUnit.Seconds, _units),
                Scale = scope.Real(encoding, "scale") ?? 1,
                Offset = scope.Real(encoding, "offset") ?? 0,
            };
            if (type.Unit is TimeUnit.Months or TimeUnit.Years)
                scope.Report("XT031", encoding, $"a time is counted in {type.Unit}", "a month has 30 days and a year 365.25", "count in seconds or days");
            if (type.Encoding is NumberEncoding { DefaultCalibrator: not null } && (encoding["scale"] ?? encoding["offset"]) is not null)
                scope.Report("XT032", encoding, "a time has a calibrator, and a scale or an offset", "the calibrator comes first", "write one of them");
        }
        if (element.Child("ReferenceTime") is not { } reference)
            return type;
        return type with
        {
            OffsetFrom = reference.Child("OffsetFrom") is { } from ? CriteriaReader.Parameter(from, scope) : null,
            Epoch = reference.Child("Epoch") is { } epoch ? ReadEpoch(epoch, scope) : null,
        };
    }

    private static Epoch ReadEpoch(Element element, Scope scope)
    {
        var text = element.Text.Trim();
        EpochName? name = text switch { "TAI" => EpochName.Tai, "J2000" => EpochName.J2000, "UNIX" => EpochName.Unix, "GPS" => EpochName.Gps, _ => null };
        if (name is not null)
        {
            if (name is not EpochName.Tai)
                scope.Since(XtceVersion.V12, element, $"the epoch {text}");
            return new(name.Value, text);
        }
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out _))
            scope.BadValue(element, "Epoch", text, "TAI, J2000, UNIX, GPS or a date of UTC", Severity.Error);
        return new(EpochName.Date, text);
    }
}
