using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gantry.Xtce;

/// <summary>Calibrates whole columns in place. The order of operations is that of the walk, so the results are the same bit for bit.</summary>
internal static class Calibrate
{
    public static void Run(Curve curve, Span<double> values)
    {
        if (curve is PolynomialCurve { Coefficients.Length: > 0 } polynomial)
        {
            Horner(polynomial.Coefficients, values);
            return;
        }
        foreach (ref var value in values)
            value = curve.TryApply(value, static _ => null, out var calibrated) ? calibrated : double.NaN;
    }

    private static void Horner(double[] coefficients, Span<double> values)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var at = 0;
        if (coefficients.Length == 3)
        {
            var (c0, c1, c2) = (Vector256.Create(coefficients[0]), Vector256.Create(coefficients[1]), Vector256.Create(coefficients[2]));
            for (; at + 4 <= values.Length; at += 4)
            {
                var x = Vector256.LoadUnsafe(ref first, (nuint)at);
                ((c2 * x + c1) * x + c0).StoreUnsafe(ref first, (nuint)at);
            }
        }
        else
        {
            for (; at + 4 <= values.Length; at += 4)
            {
                var x = Vector256.LoadUnsafe(ref first, (nuint)at);
                var sum = Vector256.Create(coefficients[^1]);
                for (var i = coefficients.Length - 2; i >= 0; i--)
                    sum = sum * x + Vector256.Create(coefficients[i]);
                sum.StoreUnsafe(ref first, (nuint)at);
            }
        }
        for (; at < values.Length; at++)
        {
            var x = values[at];
            var sum = coefficients[^1];
            for (var i = coefficients.Length - 2; i >= 0; i--)
                sum = sum * x + coefficients[i];
            values[at] = sum;
        }
    }
}
