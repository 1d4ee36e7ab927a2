using Neo.Astrometry;
using Neo.Determination;
using Neo.Ephemeris;
using Neo.Numerics;
using Neo.Orbits;
using Neo.Propagation;
using Neo.Time;

namespace Neo.Nights;

/// <summary>A telescope that sees what its sky lets it see, and measures it with its usual error.</summary>
/// <param name="Sigma">Seconds of arc.</param>
public sealed record Observer(Station Station, double Sigma, double Faintest)
{
    private const int Shots = 4;
    private const double ShotMinutes = 18;

    /// <summary>Shots of an object in the hour in which it stands highest that night; none when it cannot be seen.</summary>
    public IEnumerable<Observation> Watch(Orbit truth, ObjectName name, int night, Propagator propagator, NormalNumbers numbers, double clockError)
    {
        var state = propagator.Propagate(truth.State, truth.Epoch, night);
        if (BestSlot(truth, state, night, propagator) is not { } best)
            yield break;
        for (var shot = 0; shot < Shots; shot++)
        {
            var time = new Utc(night, Math.Floor((best * 86_400 + shot * ShotMinutes * 60 + numbers.NextBelow(120)) * 10) / 10);
            if (time.Second >= 86_400)
                time = new(night + 1, time.Second - 86_400);
            var (line, magnitude) = See(truth, state, night, time, propagator);
            var (ra, dec) = Observing.Place(line);
            var (errorRa, errorDec) = (numbers.Next() * Sigma * Angles.ArcSecond, numbers.Next() * Sigma * Angles.ArcSecond);
            // A late clock writes a later time under the same place.
            var written = time with { Second = time.Second + clockError };
            yield return new Observation
            {
                Name = name, Station = Station.Code, Time = written, PrecTime = 1, Mode = "CCD", Catalogue = "Gaia2", Band = "G",
                Ra = Angles.Turn(ra + errorRa / Math.Cos(dec)) / Angles.Degree, PrecRa = 0.001, Dec = (dec + errorDec) / Angles.Degree, PrecDec = 0.01,
                Magnitude = (magnitude - 0.28 + 0.1 * numbers.Next()).ToString("F1", System.Globalization.CultureInfo.InvariantCulture),
            };
        }
    }

    // Every half hour: is it dark, is it up, is it bright enough; the highest of what is left, as a part of the day.
    private double? BestSlot(Orbit truth, State state, int night, Propagator propagator)
    {
        var (best, highest) = (default(double?), 30 * Angles.Degree);
        for (var slot = 0; slot < 48; slot++)
        {
            var time = new Utc(night, slot * 1800);
            var zenith = Zenith(time);
            var sun = -propagator.System.Position(Body.Earth, time.ToTdb().Mjd);
            var (line, magnitude) = See(truth, state, night, time, propagator);
            var altitude = Math.PI / 2 - Angles.Between(line, zenith);
            if (Angles.Between(sun, zenith) < 105 * Angles.Degree || altitude <= highest || magnitude > Faintest)
                continue;
            (best, highest) = (slot / 48.0, altitude);
        }
        return best;
    }

    private (Vector3 Line, double Magnitude) See(Orbit truth, State state, int night, Utc time, Propagator propagator)
    {
        var tdb = time.ToTdb().Mjd;
        var observer = propagator.System.Position(Body.Earth, tdb) + EarthRotation.Place(time, Station.Longitude, Station.RhoCos, Station.RhoSin);
        var now = propagator.Propagate(state, night, tdb);
        var line = Observing.Seen(now, observer);
        return (line, Brightness.Magnitude(truth.H ?? 20, truth.G, observer + line, observer));
    }

    private Vector3 Zenith(Utc time) => EarthRotation.Place(time, Station.Longitude, Station.RhoCos, Station.RhoSin).Unit;
}
