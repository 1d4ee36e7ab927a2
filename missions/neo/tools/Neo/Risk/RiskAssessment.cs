using Neo.Time;

namespace Neo.Risk;

/// <summary>From impacts that are not excluded to the list of objects, the most serious first.</summary>
public static class RiskAssessment
{
    private const double Century = 36_525;

    public static List<RiskRow> Rank(IEnumerable<VirtualImpactor> impactors, PalermoFrom from, double computed) =>
        [.. impactors.Where(i => i.Impact > computed).GroupBy(i => i.Object).Select(g => Row([.. g], from, computed))
            .OrderByDescending(r => r.CumulativePalermo).ThenBy(r => r.Object, StringComparer.Ordinal)];

    private static RiskRow Row(List<VirtualImpactor> impactors, PalermoFrom from, double computed)
    {
        var scales = impactors.ConvertAll(i => Palermo.Scale(i.Probability, i.EnergyMt, Palermo.Years(from, i.Impact, i.Observed, computed)));
        // The largest probability and the largest scale may belong to different impacts; both stand in the list.
        var likeliest = impactors.MaxBy(i => i.Probability)!;
        var torino = impactors.Where(i => i.Impact - computed < Century).Select(i => (int?)Torino.Of(i.Probability, i.EnergyMt)).Max();
        var years = impactors.ConvertAll(i => JulianDays.ToDate((int)i.Impact).Year);
        var isNumber = likeliest.Object.All(char.IsAsciiDigit);
        return new(isNumber ? likeliest.Object : "", isNumber ? "" : likeliest.Object, likeliest.DiameterMetres, likeliest.IsDiameterEstimated, likeliest.Impact,
            likeliest.Probability, scales.Max(), torino, likeliest.SpeedKmS, years.Min(), years.Max(), Math.Min(1, impactors.Sum(i => i.Probability)), Palermo.Cumulative(scales));
    }
}
