using System.Globalization;
using System.Reflection;
using Neo.Numerics;
using Neo.Orbits;

namespace Neo.Ephemeris;

/// <summary>
/// A planet's place from the leading terms of VSOP87B (Bretagnon and Francou 1988): every term of the earth above 3e-9,
/// of the others above 3e-7 of the distance.
/// </summary>
internal sealed class PlanetSeries
{
    private static readonly PlanetSeries?[] _loaded = new PlanetSeries?[8];
    private static readonly Matrix3 _toEcliptic = FromDynamicalFrame();

    // Longitude, latitude, radius; then powers of time; then terms.
    private readonly Term[][][] _terms;

    private readonly record struct Term(double Amplitude, double Phase, double Frequency);

    private PlanetSeries(string text)
    {
        var terms = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToLookup(
            fields => fields[0], fields => new Term(Number(fields[1]), Number(fields[2]), Number(fields[3])));
        _terms = [.. "LBR".Select(kind => Enumerable.Range(0, 6).Select(power => terms[$"{kind}{power}"].ToArray()).ToArray())];
    }

    public static PlanetSeries Of(Body planet) => _loaded[(int)planet] ??= Load(planet);

    /// <summary>Place and speed, ecliptic J2000.</summary>
    public State At(double mjdTdb)
    {
        var t = (mjdTdb - Constants.J2000) / 365_250;
        var (longitude, longitudeRate) = Sum(_terms[0], t);
        var (latitude, latitudeRate) = Sum(_terms[1], t);
        var (radius, radiusRate) = Sum(_terms[2], t);
        var (sinL, cosL) = Math.SinCos(longitude);
        var (sinB, cosB) = Math.SinCos(latitude);
        var outward = new Vector3(cosB * cosL, cosB * sinL, sinB);
        var eastward = new Vector3(-cosB * sinL, cosB * cosL, 0);
        var northward = new Vector3(-sinB * cosL, -sinB * sinL, cosB);
        var velocity = outward * radiusRate + (eastward * longitudeRate + northward * latitudeRate) * radius;
        return new(_toEcliptic * (outward * radius), _toEcliptic * (velocity * (1 / 365_250.0)));
    }

    private static (double Value, double Rate) Sum(Term[][] powers, double t)
    {
        double value = 0, rate = 0;
        for (var power = powers.Length - 1; power >= 0; power--)
        {
            double sum = 0, change = 0;
            foreach (var term in powers[power])
            {
                var (sin, cos) = Math.SinCos(term.Phase + term.Frequency * t);
                sum += term.Amplitude * cos;
                change -= term.Amplitude * term.Frequency * sin;
            }
            // Horner, for the value and its derivative together: what is summed so far moves up by one power.
            rate = rate * t + value + change;
            value = value * t + sum;
        }
        return (value, rate);
    }

    private static PlanetSeries Load(Body planet)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(planet.ToString().ToLowerInvariant())
            ?? throw new InvalidOperationException($"The series of {planet} is not part of the program.");
        using var reader = new StreamReader(stream);
        return new(reader.ReadToEnd());
    }

    // The theory's own frame differs from the catalogue's by a tenth of a second of arc; the rotation is published with it.
    private static Matrix3 FromDynamicalFrame()
    {
        var toEquator = new Matrix3(
            new(1, 0.000000440360, -0.000000190919),
            new(-0.000000479966, 0.917482137087, -0.397776982902),
            new(0, 0.397776982902, 0.917482137087));
        return Matrix3.AboutX(Constants.Obliquity) * toEquator;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
