namespace Neo.Time;

/// <summary>TAI − UTC since 1972, and before that what the slowing of the earth makes of it.</summary>
public static class LeapSeconds
{
    /// <summary>The first day of each value, as modified Julian date; the first is 10 s.</summary>
    private static readonly int[] _steps =
        [41317, 41499, 41683, 42048, 42413, 42778, 43144, 43509, 43874, 44239, 44786, 45151, 45516, 46247, 47161, 47892, 48257, 48804,
         49169, 49534, 50083, 50630, 51179, 53736, 54832, 56109, 57204, 57754];

    public const double TtMinusTai = 32.184;

    public static int FirstDay => _steps[0];

    /// <summary>Whole seconds of a day from 1972 on.</summary>
    public static int TaiMinusUtc(int day)
    {
        var at = Array.BinarySearch(_steps, day);
        return 10 + (at >= 0 ? at : ~at - 1);
    }

    /// <summary>How long a UTC day is: 86,401 s when a leap second ends it.</summary>
    public static int DayLength(int day) => day < FirstDay || Array.BinarySearch(_steps, day + 1) <= 0 ? 86_400 : 86_401;

    /// <summary>
    /// TT − UTC in seconds. Before 1972 the civil day followed the earth, so Espenak and Meeus' polynomials of ΔT stand
    /// in, good to about a second since 1900; before 1800 observations are refused anyway.
    /// </summary>
    public static double TtMinusUtc(int day) => day >= FirstDay ? TaiMinusUtc(day) + TtMinusTai : DeltaT(2000 + (day - 51544.5) / 365.25);

    private static double DeltaT(double year) => year switch
    {
        >= 1961 => Polynomial(year - 1975, 45.45, 1.067, -1 / 260.0, -1 / 718.0),
        >= 1941 => Polynomial(year - 1950, 29.07, 0.407, -1 / 233.0, 1 / 2547.0),
        >= 1920 => Polynomial(year - 1920, 21.20, 0.84493, -0.076100, 0.0020936),
        >= 1900 => Polynomial(year - 1900, -2.79, 1.494119, -0.0598939, 0.0061966, -0.000197),
        >= 1860 => Polynomial(year - 1860, 7.62, 0.5737, -0.251754, 0.01680668, -0.0004473624, 1 / 233174.0),
        _ => Polynomial(Math.Max(year, 1800) - 1800, 13.72, -0.332447, 0.0068612, 0.0041116, -0.00037436, 0.0000121272, -0.0000001699, 0.000000000875),
    };

    private static double Polynomial(double t, params ReadOnlySpan<double> coefficients)
    {
        var sum = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
            sum = sum * t + coefficients[i];
        return sum;
    }
}
