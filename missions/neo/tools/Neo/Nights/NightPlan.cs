namespace Neo.Nights;

/// <summary>How a night is made up.</summary>
/// <param name="LastNight">MJD of its evening, UTC day.</param>
/// <param name="Nights">How many nights, every second one, end with it.</param>
/// <param name="BadLines">Lines that a reader must refuse.</param>
/// <param name="Duplicates">Records that come twice.</param>
/// <param name="WrongClock">A station and by how many seconds its clock is late.</param>
public sealed record NightPlan(int LastNight, int Nights, ulong Seed, int BadLines, int Duplicates, (string Station, double Seconds)? WrongClock);
