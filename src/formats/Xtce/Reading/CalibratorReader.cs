namespace Gantry.Xtce;

internal static class CalibratorReader
{
    public static Calibrator? Default(Element encoding, Scope scope) =>
        encoding.Child("DefaultCalibrator") is { } element ? Read(element, scope) : null;

    public static ValueList<ContextCalibrator> Contexts(Element encoding, Scope scope)
    {
        if (encoding.Child("ContextCalibratorList") is not { } list)
            return [];
        var found = new List<ContextCalibrator>();
        foreach (var one in list.All("ContextCalibrator"))
        {
            var when = CriteriaReader.ReadRequired(one.Child("ContextMatch"), one, scope);
            if (one.Child("Calibrator") is { } element && Read(element, scope) is { } calibrator)
                found.Add(new(when, calibrator));
            else
                scope.Report("XT005", one, "the ContextCalibrator has no Calibrator", "it is left out", "give it one");
        }
        return [.. found];
    }

    private static Calibrator? Read(Element element, Scope scope)
    {
        if (element.All("PolynomialCalibrator", "SplineCalibrator", "MathOperationCalibrator").FirstOrDefault() is not { } one)
        {
            scope.Report("XT005", element, $"{element.Name} calibrates nothing", "raw values stay", "give it a polynomial, a spline or a calculation");
            return null;
        }
        var calibrator = one.Name switch
        {
            "PolynomialCalibrator" => Polynomial(one, scope),
            "SplineCalibrator" => Spline(one, scope),
            _ => (Calibrator)new MathCalibrator(MathReader.Steps(one, scope)),
        };
        return calibrator with
        {
            Name = element["name"] ?? one["name"],
            About = element["shortDescription"] ?? one["shortDescription"],
            Ancillary = [.. DescriptionReader.Ancillary(element, scope), .. DescriptionReader.Ancillary(one, scope)],
            At = one.At,
        };
    }

    private static PolynomialCalibrator Polynomial(Element element, Scope scope)
    {
        var terms = new List<Term>();
        foreach (var term in element.All("Term"))
        {
            var exponent = scope.Real(term, "exponent") ?? 0;
            if (terms.Exists(t => t.Exponent.Equals(exponent)))
                scope.Report("XT062", term, FormattableString.Invariant($"the exponent {exponent} stands twice"), "the coefficients are added", "write one term for it");
            terms.Add(new(scope.Real(term, "coefficient") ?? 0, exponent));
        }
        if (terms.Count == 0)
            scope.Report("XT005", element, "the polynomial has no terms", "it is 0", "give it a Term");
        return new([.. terms]);
    }

    private static SplineCalibrator Spline(Element element, Scope scope)
    {
        var order = scope.Size(element, "order") ?? 1;
        var points = element.All("SplinePoint")
            .Select(p => new SplinePoint(scope.Real(p, "raw") ?? 0, scope.Real(p, "calibrated") ?? 0, scope.Size(p, "order"))).ToArray();
        if (points.Zip(points.Skip(1)).Any(pair => !(pair.First.Raw < pair.Second.Raw)))
        {
            var hasEqual = points.Select(p => p.Raw).Distinct().Count() < points.Length;
            scope.Report(
                "XT060", element, hasEqual ? "two points of the spline have the same raw value" : "the points of the spline are not in order",
                hasEqual ? "the spline is left out" : "they are sorted", "write each raw value once, rising", hasEqual ? Severity.Error : null);
        }
        if (points.Length < order + 1)
            scope.Report("XT061", element, $"the spline has {points.Length} points and order {order}", "it is left out", $"order {order} needs {order + 1} of them");
        return new(new(points), order, scope.Flag(element, "extrapolate", false));
    }
}
