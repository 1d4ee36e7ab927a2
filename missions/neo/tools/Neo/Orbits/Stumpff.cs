namespace Neo.Orbits;

/// <summary>The functions that make one formula of all conics: c2 and c3 of z = α·s².</summary>
internal static class Stumpff
{
    public static (double C2, double C3) Of(double z)
    {
        if (Math.Abs(z) < 0.5)
        {
            // Twelve terms reach the last bit here, and the closed forms below would lose half of them to cancellation.
            double c2 = 0, c3 = 0, term2 = 0.5, term3 = 1.0 / 6;
            for (var k = 1; k <= 12; k++)
            {
                c2 += term2;
                c3 += term3;
                term2 *= -z / ((2 * k + 1) * (2 * k + 2));
                term3 *= -z / ((2 * k + 2) * (2 * k + 3));
            }
            return (c2, c3);
        }
        var root = Math.Sqrt(Math.Abs(z));
        if (z < 0)
            return ((Math.Cosh(root) - 1) / -z, (Math.Sinh(root) - root) / (root * -z));
        var (sin, cos) = Math.SinCos(root);
        return ((1 - cos) / z, (root - sin) / (root * z));
    }
}
