using Neo.Orbits;

namespace Neo.Neocc;

/// <summary>One orbit of an OEF 2.0 file (.ke0, .ke1, .eq0, .eq1).</summary>
/// <param name="Epoch">MJD, TDT, which is TT.</param>
/// <param name="Model">The non-gravitational model, its number of parameters, the dimension, and which are solved for.</param>
/// <param name="NonGravitational">Area to mass (m²/t) and Yarkovsky (1e-10 au/d²).</param>
/// <param name="Remarks">What stands in comments: PERIHELION, MOID, ORB_TYPE …</param>
/// <param name="Covariance">n by n: six elements, and up to two parameters more.</param>
public sealed record OefOrbit(
    string Name, ElementSet Set, double[] Elements, double Epoch, double? H, double G, IReadOnlyList<int> Model, IReadOnlyList<double> NonGravitational,
    IReadOnlyDictionary<string, string> Remarks, double[,]? Covariance)
{
    public int Dimension => Model.Count > 2 ? Model[2] : 6;

    public Orbit ToOrbit()
    {
        var state = ElementSets.ToState(Elements, Epoch, Set);
        return new(Name, Epoch, state)
        {
            PermId = Name.All(char.IsAsciiDigit) ? Name : "", ProvId = Name.All(char.IsAsciiDigit) ? "" : Name, H = H, G = G,
            Covariance = Covariance is { } covariance ? ElementSets.ToCartesian(Six(covariance), Elements, Epoch, Set) : null,
        };
    }

    public static OefOrbit Of(Orbit orbit, ElementSet set, double? moid = null)
    {
        var elements = orbit.Elements;
        var remarks = new Dictionary<string, string>
        {
            ["PERIHELION"] = Number(elements.Q), ["APHELION"] = Number(elements.Aphelion), ["PERIOD"] = Number(elements.PeriodDays),
            ["ORB_TYPE"] = OrbitClass.Of(elements),
        };
        if (moid is { } distance)
        {
            remarks["MOID"] = Number(distance);
            remarks["PHA"] = orbit.H is { } h && OrbitClass.IsHazardous(distance, h) ? "T" : "F";
        }
        return new(orbit.Id, set, ElementSets.Of(orbit.State, orbit.Epoch, set), orbit.Epoch, orbit.H, orbit.G, [0, 0, 6], [], remarks,
            orbit.Covariance is { } covariance ? ElementSets.FromCartesian(covariance, orbit.State, orbit.Epoch, set) : null);
    }

    // Of a larger covariance the first six rows and columns are the elements' own.
    private static double[,] Six(double[,] covariance)
    {
        var six = new double[6, 6];
        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j < 6; j++)
                six[i, j] = covariance[i, j];
        }
        return six;
    }

    private static string Number(double value) => OefWriter.Power(value, 16).Trim();
}
