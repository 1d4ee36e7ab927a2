using System.Globalization;
using Neo.Ephemeris;
using Neo.Numerics;
using Neo.Time;

namespace Neo.Astrometry;

/// <summary>An observatory: east longitude (radians) and parallax constants in earth radii.</summary>
public sealed record Station(string Code, double Longitude, double RhoCos, double RhoSin, string Name);

/// <summary>The MPC's list of observatory codes, by columns because they touch: code 1-3, longitude 5-13, cos 14-21, sin 22-30, name from 31.</summary>
public sealed class Stations(IReadOnlyDictionary<string, Station> byCode)
{
    public IEnumerable<Station> All => byCode.Values;

    public static Reading<Stations> Read(IEnumerable<string> lines, string source)
    {
        var found = new Dictionary<string, Station>(StringComparer.Ordinal);
        foreach (var line in lines.Select(l => l.TrimEnd('\r', '\n')))
        {
            // Space telescopes and wanderers have no constants; the heading has no numbers either.
            if (line.Length >= 30 && Number(line[4..13]) is { } longitude && Number(line[13..21]) is { } cos && Number(line[21..30]) is { } sin)
                found[line[..3]] = new(line[..3], longitude * Angles.Degree, cos, sin, line.Length > 30 ? line[30..].Trim() : "");
        }
        return found.Count > 0 ? new Stations(found) : new Refusal("stations.none", $"{source} holds no station with constants; the MPC's list of observatory codes is wanted.");
    }

    public Station? Find(string code) => byCode.GetValueOrDefault(code);

    /// <summary>Where the observer was, from the earth's middle, ecliptic J2000, au; null when nothing says it.</summary>
    public Vector3? Place(Observation observation)
    {
        if (observation.Location is { } location)
            return Place(location, observation.Time);
        return Find(observation.Station) is { } station ? EarthRotation.Place(observation.Time, station.Longitude, station.RhoCos, station.RhoSin) : null;
    }

    private static Vector3? Place(Location location, Utc time)
    {
        if (Number(location.First) is not { } first || Number(location.Second) is not { } second || Number(location.Third) is not { } third)
            return null;
        return location.System switch
        {
            "ICRF_KM" => EarthRotation.ToEcliptic(new Vector3(first, second, third) * (1 / Constants.AuKm)),
            "ICRF_AU" => EarthRotation.ToEcliptic(new(first, second, third)),
            "WGS84" => OnGround(first * Angles.Degree, second * Angles.Degree, third / 1000, time),
            _ => null,
        };
    }

    private static Vector3 OnGround(double longitude, double latitude, double heightKm, Utc time)
    {
        const double radius = 6378.137, flattening = 1 / 298.257223563, squared = flattening * (2 - flattening);
        var (sin, cos) = Math.SinCos(latitude);
        var normal = radius / Math.Sqrt(1 - squared * sin * sin);
        return EarthRotation.Place(time, longitude, (normal + heightKm) * cos / radius, (normal * (1 - squared) + heightKm) * sin / radius);
    }

    private static double? Number(string text) =>
        double.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;
}
