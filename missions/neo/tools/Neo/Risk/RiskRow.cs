namespace Neo.Risk;

/// <summary>One object of the risk list.</summary>
/// <param name="Number">When it has one.</param>
/// <param name="Impact">Of the likeliest impact, MJD UTC.</param>
/// <param name="Torino">Null where the scale does not apply: it ends a century ahead.</param>
public sealed record RiskRow(
    string Number, string Designation, double DiameterMetres, bool IsDiameterEstimated, double Impact, double Probability, double Palermo, int? Torino,
    double SpeedKmS, int FirstYear, int LastYear, double CumulativeProbability, double CumulativePalermo)
{
    public string Object => Number.Length > 0 ? Number : Designation;
}
