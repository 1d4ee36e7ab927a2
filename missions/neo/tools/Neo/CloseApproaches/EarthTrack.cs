using Neo.Ephemeris;
using Neo.Orbits;
using Neo.Propagation;

namespace Neo.CloseApproaches;

/// <summary>The earth at the ends of the steps of a window, for all objects that are looked at in it.</summary>
internal sealed class EarthTrack
{
    private readonly State[] _states;

    public EarthTrack(SolarSystem system, double from, double to)
    {
        First = (long)Math.Floor(from / Grid.StepDays);
        Last = Math.Max(First + 1, (long)Math.Ceiling(to / Grid.StepDays));
        _states = new State[Last - First + 1];
        for (var i = 0; i < _states.Length; i++)
            _states[i] = system.Passing(Body.Earth, Grid.Time(2 * (First + i)));
    }

    public long First { get; }

    public long Last { get; }

    public State At(long step) => _states[step - First];
}
