namespace Neo.Risk;

/// <summary>
/// The Torino scale for the public. Its official form is a drawing; this follows the words of its levels, and puts the
/// border between 0 and 1 where the levels of published cases lie. It never says 2.
/// </summary>
public static class Torino
{
    public static int Of(double probability, double energyMt) => (probability, energyMt) switch
    {
        (_, < 1) => 0,
        ( >= 0.99, < 100) => 8,
        ( >= 0.99, < 1e5) => 9,
        ( >= 0.99, _) => 10,
        ( >= 0.5, >= 1e5) => 7,
        ( >= 0.5, >= 100) => 5,
        ( >= 0.01, >= 1e5) => 6,
        ( >= 0.01, >= 100) => 4,
        ( >= 0.01, _) => 3,
        _ => Math.Log10(probability) + 0.8 * Math.Log10(energyMt) >= -2.3 ? 1 : 0,
    };
}
