using System.Globalization;

namespace Gantry.Safe;

/// <summary>The values of a manifest that are of interest, by the last names of their path. The first of twins counts.</summary>
internal sealed class SafeFacts
{
    private static readonly HashSet<string> _wanted = new(StringComparer.Ordinal)
    {
        "platform/familyName", "platform/number", "familyName/@abbreviation", "extension/mode", "instrumentMode/mode", "instrumentMode/swath",
        "standAloneProductInformation/auxProductType", "standAloneProductInformation/productType", "generalProductInformation/productType",
        "acquisitionPeriod/startTime", "acquisitionPeriod/stopTime", "standAloneProductInformation/validity", "standAloneProductInformation/generation",
        "standAloneProductInformation/instrumentConfigurationId", "standAloneProductInformation/instrumentConfigurationID",
        "standAloneProductInformation/transmitterReceiverPolarisation", "standAloneProductInformation/productClass",
        "standAloneProductInformation/productTimelinessCategory", "standAloneProductInformation/missionDataTakeID",
        "standAloneProductInformation/sliceNumber", "standAloneProductInformation/totalSlices",
        "orbitReference/orbitNumber", "orbitReference/relativeOrbitNumber", "orbitReference/cycleNumber", "orbitProperties/pass",
        "orbitNumber/@groundTrackDirection", "facility/@name", "facility/@site", "software/@name", "software/@version", "processing/@start", "processing/@stop",
        "footPrint/coordinates", "footPrint/posList",
    };

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<string> _polarisations = [];

    public void Add(List<string> path, string attribute, string value)
    {
        var key = attribute.Length > 0 ? $"{path[^1]}/{attribute}" : path.Count > 1 ? $"{path[^2]}/{path[^1]}" : path[^1];
        if (!_wanted.Contains(key))
            return;
        // The outermost processing is told first and made the product; those of its inputs stand inside it.
        if (key == "standAloneProductInformation/transmitterReceiverPolarisation" && _polarisations.Count < 4)
            _polarisations.Add(value);
        _values.TryAdd(key, value);
    }

    public SafeManifest ToManifest() => new()
    {
        Family = Text("platform/familyName"),
        Unit = Text("platform/number"),
        Instrument = Text("familyName/@abbreviation"),
        Mode = Text("extension/mode") ?? Text("instrumentMode/mode"),
        Swath = Text("instrumentMode/swath"),
        ProductType = Text("standAloneProductInformation/auxProductType") ?? Text("standAloneProductInformation/productType") ?? Text("generalProductInformation/productType"),
        SensedFrom = Time("acquisitionPeriod/startTime"),
        SensedUntil = Time("acquisitionPeriod/stopTime"),
        ValidFrom = Time("standAloneProductInformation/validity"),
        GeneratedAt = Time("standAloneProductInformation/generation"),
        InstrumentConfiguration = Whole("standAloneProductInformation/instrumentConfigurationId") ?? Whole("standAloneProductInformation/instrumentConfigurationID"),
        Orbit = Whole("orbitReference/orbitNumber"),
        RelativeOrbit = Whole("orbitReference/relativeOrbitNumber"),
        Cycle = Whole("orbitReference/cycleNumber"),
        Pass = (Text("orbitProperties/pass") ?? Text("orbitNumber/@groundTrackDirection"))?.ToUpperInvariant(),
        Polarisations = _polarisations.Count == 0 ? null : string.Join('&', _polarisations),
        ProductClass = Text("standAloneProductInformation/productClass"),
        TimelinessCategory = Text("standAloneProductInformation/productTimelinessCategory"),
        Datatake = Whole("standAloneProductInformation/missionDataTakeID"),
        Slice = Whole("standAloneProductInformation/sliceNumber"),
        TotalSlices = Whole("standAloneProductInformation/totalSlices"),
        Centre = Text("facility/@site") ?? Text("facility/@name"),
        Processor = Text("software/@name"),
        ProcessorVersion = Text("software/@version"),
        ProcessedAt = Time("processing/@stop") ?? Time("processing/@start"),
        Footprint = Ring(Text("footPrint/coordinates") ?? Text("footPrint/posList")),
    };

    private string? Text(string key) => _values.GetValueOrDefault(key) is { Length: > 0 } text ? text : null;

    private long? Whole(string key) =>
        long.TryParse(Text(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null;

    private DateTimeOffset? Time(string key) =>
        DateTimeOffset.TryParse(Text(key), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    // Written as latitude and longitude in turn, with commas or blanks between; the catalogue wants longitude first and the ring closed.
    private static List<(double, double)> Ring(string? text)
    {
        var ring = new List<(double Longitude, double Latitude)>();
        var words = (text ?? "").Split([' ', ',', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i + 1 < words.Length; i += 2)
        {
            if (!Degrees(words[i], 90, out var latitude) || !Degrees(words[i + 1], 180, out var longitude))
                return [];
            ring.Add((longitude, latitude));
        }
        if (ring.Count > 0 && ring[0] != ring[^1])
            ring.Add(ring[0]);
        return ring.Count >= 4 && words.Length % 2 == 0 ? ring : [];
    }

    private static bool Degrees(string text, double most, out double degrees) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out degrees) && Math.Abs(degrees) <= most;
}
