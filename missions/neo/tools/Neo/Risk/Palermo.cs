namespace Neo.Risk;

/// <summary>From when the time to an impact is counted. The centre changed it, and with it every value of its list.</summary>
public enum PalermoFrom
{
    /// <summary>The old way: from the mean time of the observations.</summary>
    Observations,

    /// <summary>The new way: from the computation.</summary>
    Computation,
}

/// <summary>The Palermo technical scale: an impact's risk beside what strikes from the background in the same time (Chesley et al. 2002).</summary>
public static class Palermo
{
    private const double DaysPerYear = 365.25;

    /// <summary>An impact tomorrow would divide by nothing; a day is the least time there is.</summary>
    public static double Scale(double probability, double energyMt, double years) =>
        Math.Log10(probability / (0.03 * Math.Pow(energyMt, -0.8) * Math.Max(years, 1 / DaysPerYear)));

    /// <summary>Of several impacts: the logarithm of the sum of their risks.</summary>
    public static double Cumulative(IEnumerable<double> scales) => Math.Log10(scales.Sum(scale => Math.Pow(10, scale)));

    public static double Years(PalermoFrom from, double impactMjd, double observedMjd, double computedMjd) =>
        (impactMjd - (from == PalermoFrom.Observations ? observedMjd : computedMjd)) / DaysPerYear;
}
