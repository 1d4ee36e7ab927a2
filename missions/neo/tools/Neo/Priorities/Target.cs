namespace Neo.Priorities;

/// <summary>An object worth observing, and why.</summary>
/// <param name="Category">0 urgent, 1 necessary, 2 useful, 3 low.</param>
/// <param name="SkyUncertainty">Long axis of the ellipse in the sky, one sigma, seconds of arc.</param>
/// <param name="UncertaintyLater">The same in ten days.</param>
/// <param name="LastNight">The last day on which it can be seen, MJD; null when beyond the horizon of the plan.</param>
public sealed record Target(
    string Object, int Category, double Score, double Ra, double Dec, double Elongation, double Magnitude, double SkyUncertainty, double UncertaintyLater, double? LastNight);
