namespace Neo.Risk;

/// <summary>What brightness says of size, and size and speed of energy.</summary>
public static class Size
{
    private const double UsualAlbedo = 0.14;
    private const double Density = 2600;
    private const double JoulesPerMegaton = 4.184e15;

    public static double DiameterMetres(double h) => 1_329_000 / Math.Sqrt(UsualAlbedo) * Math.Pow(10, -0.2 * h);

    /// <summary>Megatons of TNT of a ball of 2.6 g/cm³.</summary>
    public static double EnergyMt(double diameterMetres, double speedKmS) =>
        0.5 * Math.PI / 6 * Density * Math.Pow(diameterMetres, 3) * Math.Pow(speedKmS * 1000, 2) / JoulesPerMegaton;
}
