using Neo.Astrometry;
using Neo.Ephemeris;
using Neo.Numerics;

namespace Neo.Determination;

/// <summary>An observation as the fit needs it: a direction at a time from a place, with its weight.</summary>
public sealed class Sight
{
    private Sight(Observation observation, double time, Vector3 observer, double sigmaRa, double sigmaDec)
    {
        (Observation, Time, Observer) = (observation, time, observer);
        (SigmaRa, SigmaDec) = (sigmaRa * Angles.ArcSecond, sigmaDec * Angles.ArcSecond);
        (Ra, Dec) = (observation.Ra * Angles.Degree, observation.Dec * Angles.Degree);
        Direction = EarthRotation.ToEcliptic(Angles.Direction(Ra, Dec));
    }

    public Observation Observation { get; }

    /// <summary>MJD, TDB.</summary>
    public double Time { get; }

    /// <summary>Heliocentric place of the observer, ecliptic J2000.</summary>
    public Vector3 Observer { get; }

    public Vector3 Direction { get; }

    public double Ra { get; }

    public double Dec { get; }

    /// <summary>Radians, in RA·cos(Dec).</summary>
    public double SigmaRa { get; }

    public double SigmaDec { get; }

    /// <summary>Null when nothing says where the observer was.</summary>
    public static Sight? Of(Observation observation, Stations stations, SolarSystem system)
    {
        if (stations.Place(observation) is not { } place)
            return null;
        var time = observation.Time.ToTdb().Mjd;
        var cos = Math.Cos(observation.Dec * Angles.Degree);
        return new(observation, time, system.Position(Body.Earth, time) + place,
            Sigma(observation, observation.RmsRa, (observation.PrecRa ?? 0) * 15 * cos), Sigma(observation, observation.RmsDec, observation.PrecDec ?? 0));
    }

    // The observer's word where given, else what the way of measuring is usually worth; never below the last digit printed,
    // nor below 0.1", which clocks, star catalogues and the series of the earth cost.
    private static double Sigma(Observation observation, double? stated, double lastDigit)
    {
        var usual = observation.Mode switch { "PHO" or "MIC" or "MER" => 2.5, "OCC" => 0.1, _ => 0.6 };
        return Math.Max(stated ?? usual, Math.Max(0.1, lastDigit * 0.5));
    }
}
