namespace Neo.Time;

/// <summary>Terrestrial time, as a modified Julian date: epochs of orbits (MPC's, and what OEF calls TDT).</summary>
public readonly record struct Tt(double Mjd)
{
    /// <summary>Fairhead and Bretagnon's largest term; the rest is below 30 µs.</summary>
    public Tdb ToTdb() => new(Mjd + Periodic(Mjd) / 86_400);

    public Utc ToUtc()
    {
        var day = (int)Math.Floor(Mjd);
        var seconds = (Mjd - day) * 86_400 - LeapSeconds.TtMinusUtc(day);
        if (seconds < 0)
        {
            day--;
            seconds = (Mjd - day) * 86_400 - LeapSeconds.TtMinusUtc(day);
        }
        return new(day, seconds);
    }

    public Tai ToTai() => new(Mjd - LeapSeconds.TtMinusTai / 86_400);

    public override string ToString() => $"{ToUtc()}";

    internal static double Periodic(double mjd) => 0.001657 * Math.Sin(6.24004077 + 0.017201970 * (mjd - 51544.5));
}

/// <summary>Barycentric dynamical time: the argument of planetary series and of the equations of motion.</summary>
public readonly record struct Tdb(double Mjd)
{
    public Tt ToTt() => new(Mjd - Tt.Periodic(Mjd) / 86_400);
}

/// <summary>Atomic time.</summary>
public readonly record struct Tai(double Mjd)
{
    public Tt ToTt() => new(Mjd + LeapSeconds.TtMinusTai / 86_400);
}
