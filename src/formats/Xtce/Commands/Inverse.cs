namespace Gantry.Xtce;

/// <summary>From an engineering number back to the raw one, where the calibrator has one way back: lines, and points that rise or fall.</summary>
internal static class Inverse
{
    public static double? Of(Calibrator calibrator, double value, Prepared prepared)
    {
        switch (calibrator)
        {
            case PolynomialCalibrator when prepared.CurveOf(calibrator) is PolynomialCurve { Coefficients: [var constant, var slope] } && slope != 0:
                return (value - constant) / slope;
            case PolynomialCalibrator when prepared.CurveOf(calibrator) is PolynomialCurve { Coefficients: [var constant, var slope, .. var higher] } && slope != 0 && higher.All(c => c == 0):
                return (value - constant) / slope;
            case SplineCalibrator { Order: 1 } spline:
                return Points([.. spline.Points.OrderBy(p => p.Raw)], value, spline.Extrapolates);
            default:
                return null;
        }
    }

    private static double? Points(SplinePoint[] points, double value, bool extrapolates)
    {
        var rises = points.Zip(points.Skip(1)).All(p => p.Second.Calibrated > p.First.Calibrated);
        var falls = points.Zip(points.Skip(1)).All(p => p.Second.Calibrated < p.First.Calibrated);
        if (points.Length < 2 || !rises && !falls)
            return null;
        for (var i = 0; i + 1 < points.Length; i++)
        {
            var (from, to) = (points[i], points[i + 1]);
            var share = (value - from.Calibrated) / (to.Calibrated - from.Calibrated);
            var isHere = share is >= 0 and <= 1 || extrapolates && (i == 0 && share < 0 || i + 2 == points.Length && share > 1);
            if (isHere)
                return from.Raw + share * (to.Raw - from.Raw);
        }
        return null;
    }
}
