namespace Gantry.Xtce;

/// <summary>The raw number whose engineering value is nearest to one that is wanted.</summary>
internal static class Nearest
{
    private const int Steps = 256;

    public static Value? Raw(DataType type, double value, Prepared prepared)
    {
        if (!double.IsFinite(value) || type.Encoding is not NumberEncoding encoding)
            return null;
        if (type is RelativeTimeType time)
            return prepared.ScaleOf(time).Raw(null, TimeLength.FromSeconds(value)) is { } count && count >= 0 && count <= long.MaxValue ? Value.Of((long)count) : null;
        var curve = encoding.DefaultCalibrator ?? (encoding.ContextCalibrators is [var first, ..] ? first.Calibrator : null);
        if (encoding is FloatEncoding)
            return curve is null ? Value.Of(value) : Inverse.Of(curve, value, prepared) is { } number ? Value.Of(number) : null;
        if (Span((IntegerEncoding)encoding) is not var (low, high))
            return null;
        var raw = curve is null ? value : Inverse.Of(curve, value, prepared) ?? Search(prepared.CurveOf(curve), value, low, high);
        return raw is { } found ? Value.Of((long)Math.Round(Math.Clamp(found, low, high))) : null;
    }

    /// <summary>The least and the largest number that an encoding of up to 62 bits holds.</summary>
    public static (double Low, double High)? Span(IntegerEncoding encoding)
    {
        if (encoding.SizeInBits > 62)
            return null;
        var all = Math.Pow(2, encoding.SizeInBits);
        return encoding.Format switch
        {
            IntegerFormat.Unsigned => (0, all - 1),
            IntegerFormat.TwosComplement => (-all / 2, all / 2 - 1),
            IntegerFormat.SignMagnitude or IntegerFormat.OnesComplement => (1 - all / 2, all / 2 - 1),
            _ => (0, Math.Pow(10, encoding.SizeInBits / (encoding.Format == IntegerFormat.Bcd ? 8 : 4)) - 1),
        };
    }

    // Narrower and narrower around the best of evenly spaced ones.
    private static double? Search(Curve? curve, double value, double low, double high)
    {
        (double Raw, double Away)? best = null;
        while (curve is not null)
        {
            var step = (high - low) / Steps;
            for (var i = 0; i <= Steps; i++)
            {
                var raw = Math.Round(low + i * step);
                if (curve.TryApply(raw, static _ => null, out var number) && double.IsFinite(number) && !(Math.Abs(number - value) >= best?.Away))
                    best = (raw, Math.Abs(number - value));
            }
            if (step <= 1 || best is null)
                break;
            (low, high) = (Math.Max(low, best.Value.Raw - step), Math.Min(high, best.Value.Raw + step));
        }
        return best?.Raw;
    }
}
