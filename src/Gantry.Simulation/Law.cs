using Gantry.Ccsds;

namespace Gantry.Simulation;

/// <summary>How a value goes with time: a number as engineers read it, or what they write for it.</summary>
public abstract record Law
{
    /// <param name="since">Since the scenario began.</param>
    /// <param name="now">The time of the spacecraft.</param>
    /// <param name="chance">Of this value alone, so that others do not disturb it.</param>
    public abstract double? Number(TimeSpan since, DateTimeOffset now, Random chance);

    /// <summary>What stands for it where it is no number.</summary>
    public virtual string? Text(TimeSpan since) => null;
}

public sealed record ConstantLaw(string Value) : Law
{
    public override double? Number(TimeSpan since, DateTimeOffset now, Random chance) => null;

    public override string? Text(TimeSpan since) => Value;
}

/// <summary>One value after the other, each for a while, and from the beginning again.</summary>
public sealed record StepLaw(IReadOnlyList<string> Values, TimeSpan Every) : Law
{
    public override double? Number(TimeSpan since, DateTimeOffset now, Random chance) => null;

    public override string? Text(TimeSpan since) => Values[(int)(since.Ticks / Every.Ticks % Values.Count)];
}

/// <summary>From one number to another, where it stays, or begins again.</summary>
public sealed record RampLaw(double From, double To, TimeSpan Over, bool Repeats) : Law
{
    public override double? Number(TimeSpan since, DateTimeOffset now, Random chance)
    {
        var share = since / Over;
        return From + (To - From) * (Repeats ? share - Math.Floor(share) : Math.Min(1, share));
    }
}

public sealed record SineLaw(double Low, double High, TimeSpan Period, TimeSpan Shift) : Law
{
    public override double? Number(TimeSpan since, DateTimeOffset now, Random chance) =>
        (Low + High) / 2 + (High - Low) / 2 * Math.Sin(2 * Math.PI * ((since + Shift) / Period));
}

/// <summary>Around a mean; two thirds of all values lie within the deviation.</summary>
public sealed record NoiseLaw(double Mean, double Deviation) : Law
{
    public override double? Number(TimeSpan since, DateTimeOffset now, Random chance) =>
        Mean + Deviation * Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());
}

/// <summary>Seconds of the spacecraft's clock since an epoch.</summary>
public sealed record ClockLaw(string Epoch) : Law
{
    public override double? Number(TimeSpan since, DateTimeOffset now, Random chance)
    {
        if (Epoch == "posix")
            return (now - DateTimeOffset.UnixEpoch).TotalSeconds;
        var tai = LeapSeconds.Known.ToTai(UtcTime.From(now)).Since(Epoch == "gps" ? TaiTime.GpsEpoch : default);
        return tai.Seconds + tai.Fraction / 18446744073709551616.0;
    }
}
