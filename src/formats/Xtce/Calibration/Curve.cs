namespace Gantry.Xtce;

/// <summary>A calibrator made ready: terms gathered, points sorted.</summary>
internal abstract class Curve
{
    /// <summary>False when the calibrator says nothing of this value.</summary>
    public abstract bool TryApply(double raw, Func<ValueSource, double?> lookup, out double value);

    /// <summary>Does it need nothing but its input?</summary>
    public virtual bool IsPure => true;

    /// <summary>Null for a calibrator that is at fault.</summary>
    public static Curve? Of(Calibrator calibrator)
    {
        switch (calibrator)
        {
            case PolynomialCalibrator polynomial:
                return new PolynomialCurve(polynomial);
            case MathCalibrator math:
                return Postfix.Fault(math.Steps.AsSpan()) is null ? new MathCurve(math) : null;
            case SplineCalibrator spline:
                var points = spline.Points.OrderBy(p => p.Raw).ToArray();
                var isSound = points.Length > spline.Order && points.All(p => double.IsFinite(p.Raw)) && !points.Zip(points.Skip(1)).Any(pair => pair.First.Raw.Equals(pair.Second.Raw));
                return isSound && points.Length > 0 ? new SplineCurve(points, spline.Order, spline.Extrapolates) : null;
            default:
                return null;
        }
    }
}

internal sealed class MathCurve(MathCalibrator math) : Curve
{
    public override bool IsPure => math.Steps.All(s => s is not PushParameter);

    public override bool TryApply(double raw, Func<ValueSource, double?> lookup, out double value)
    {
        value = Postfix.Evaluate(math.Steps.AsSpan(), raw, lookup);
        return !double.IsNaN(value);
    }
}
