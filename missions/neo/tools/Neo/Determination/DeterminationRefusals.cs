namespace Neo.Determination;

/// <summary>Why there is no orbit.</summary>
internal static class DeterminationRefusals
{
    public static Refusal TooLittle(int count, double days) =>
        new("orbit.too_little", $"{count} observations over {days:0.000} days: at least three over half an hour are needed.");

    public static Refusal NoOrbit(int count, double days) =>
        new("orbit.none", $"No orbit about the sun fits two thirds of the {count} observations over {days:0.00} days.");

    public static Refusal NoStation(string station) =>
        new("orbit.station", $"Station {station} is not in the list of stations, and the observation does not say where it was made.");
}
