namespace Gantry.Xtce;

internal sealed class PolynomialCurve : Curve
{
    private const int HighestDense = 32;
    private readonly Term[]? _powers;

    public PolynomialCurve(PolynomialCalibrator polynomial)
    {
        if (polynomial.Terms.Any(t => t.Exponent < 0 || t.Exponent > HighestDense || !Math.Truncate(t.Exponent).Equals(t.Exponent)))
        {
            _powers = [.. polynomial.Terms];
            return;
        }
        Coefficients = new double[1 + (polynomial.Terms.Count == 0 ? 0 : (int)polynomial.Terms.Max(t => t.Exponent))];
        // Terms of one exponent add.
        foreach (var term in polynomial.Terms)
            Coefficients[(int)term.Exponent] += term.Coefficient;
    }

    /// <summary>From the constant on; empty when an exponent is negative or broken.</summary>
    public double[] Coefficients { get; } = [];

    public override bool TryApply(double raw, Func<ValueSource, double?> lookup, out double value)
    {
        if (_powers is not null)
        {
            value = _powers.Sum(t => t.Coefficient * Math.Pow(raw, t.Exponent));
            return true;
        }
        value = Coefficients[^1];
        for (var i = Coefficients.Length - 2; i >= 0; i--)
            value = value * raw + Coefficients[i];
        return true;
    }
}
