using Neo.Ephemeris;
using Neo.Numerics;
using Neo.Orbits;

namespace Neo.Determination;

/// <summary>Where an object appears: from the observer's place, where it was when its light left it.</summary>
public static class Observing
{
    /// <summary>From the observer to where the object was, given where it is; three rounds of light time are plenty.</summary>
    public static Vector3 Seen(State now, Vector3 observer)
    {
        var pull = now.Position * (-Constants.Sun / Math.Pow(now.Position.Length, 3));
        var line = now.Position - observer;
        for (var i = 0; i < 3; i++)
        {
            var late = line.Length / Constants.LightSpeed;
            line = now.Position - now.Velocity * late + pull * (0.5 * late * late) - observer;
        }
        return line;
    }

    /// <summary>Right ascension and declination of a line in the ecliptic.</summary>
    public static (double Ra, double Dec) Place(Vector3 line) => Angles.Of(EarthRotation.ToEquator(line));

    /// <summary>Observed less computed, radians, RA with the cosine.</summary>
    public static (double Ra, double Dec) Residual(Sight sight, State now)
    {
        var (ra, dec) = Place(Seen(now, sight.Observer));
        return (Angles.Half(sight.Ra - ra) * Math.Cos(sight.Dec), sight.Dec - dec);
    }
}
