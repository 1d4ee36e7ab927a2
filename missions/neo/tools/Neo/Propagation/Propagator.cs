using Neo.Ephemeris;
using Neo.Numerics;
using Neo.Orbits;

namespace Neo.Propagation;

/// <summary>
/// Moves an object under the sun, eight planets and the moon: Runge and Kutta's fourth order at a tenth of a day, in
/// shorter pieces close to a planet. Not safe for two threads; give each its own.
/// </summary>
public sealed class Propagator
{
    // A step goes no further than this part of the distance to a planet, or of the way around the sun.
    private const double Near = 0.05;

    // What grazes the earth needs a thousand; what falls into the sun is not worth more.
    private const int MostPieces = 2_000;

    // Below the ground of the earth nobody asks how exactly the path goes on.
    private static readonly double _inside = Constants.EarthRadius * Constants.EarthRadius;

    private readonly Grid _grid;
    private readonly Forces _forces;

    public Propagator(SolarSystem system, Forces forces = Forces.All) => (_grid, _forces) = (new(system), forces);

    public SolarSystem System => _grid.System;

    /// <summary>Steps taken so far, the short ones included.</summary>
    public long Steps { get; private set; }

    public State Propagate(State state, double from, double to)
    {
        if (from == to)
            return state;
        var direction = Math.Sign(to - from);
        // From where one stands to the grid, along it, and from it to the end.
        var first = direction > 0 ? (long)Math.Ceiling(from / Grid.StepDays) : (long)Math.Floor(from / Grid.StepDays);
        var last = direction > 0 ? (long)Math.Floor(to / Grid.StepDays) : (long)Math.Ceiling(to / Grid.StepDays);
        if ((last - first) * direction < 0)
            return Freely(state, from, to);
        state = Freely(state, from, Grid.Time(2 * first));
        for (var step = first; step != last; step += direction)
            state = OnGrid(state, step, direction);
        return Freely(state, Grid.Time(2 * last), to);
    }

    /// <summary>One whole step of the grid, from its beginning in the direction of time given.</summary>
    internal State OnGrid(State state, long step, int direction)
    {
        var start = _grid.At(2 * step);
        var pieces = Pieces(state, start[..Bodies.Count], Grid.StepDays);
        if (pieces > 1)
            return Freely(state, Grid.Time(2 * step), Grid.Time(2 * (step + direction)));
        var middle = _grid.At(2 * step + direction);
        var end = _grid.At(2 * (step + direction));
        Steps++;
        return RungeKutta(state, Grid.StepDays * direction, start, middle, end);
    }

    /// <summary>Between any two times, in as many pieces as the nearness of planets asks for.</summary>
    internal State Freely(State state, double from, double to)
    {
        Span<Vector3> start = stackalloc Vector3[Bodies.Count + 1], middle = stackalloc Vector3[Bodies.Count + 1], end = stackalloc Vector3[Bodies.Count + 1];
        var time = from;
        Places(time, start);
        while (time != to)
        {
            var rest = to - time;
            var step = Math.Sign(rest) * Math.Min(Math.Abs(rest), Grid.StepDays);
            step /= Pieces(state, start[..Bodies.Count], Math.Abs(step));
            var next = Math.Abs(rest - step) < 1e-9 ? to : time + step;
            Places(0.5 * (time + next), middle);
            Places(next, end);
            state = RungeKutta(state, next - time, start, middle, end);
            time = next;
            end.CopyTo(start);
            Steps++;
        }
        return state;
    }

    private int Pieces(in State state, ReadOnlySpan<Vector3> bodies, double step)
    {
        var (r, v) = (state.Position, state.Velocity);
        var way = v.SquaredLength * step * step;
        var ratio = way / r.SquaredLength;
        if (_forces.HasFlag(Forces.Planets))
        {
            foreach (var body in bodies)
            {
                // Planets are slower than what passes them, or as fast: twice the way is never too little.
                ratio = Math.Max(ratio, 4 * way / Math.Max((body - r).SquaredLength, _inside));
            }
        }
        return ratio <= Near * Near ? 1 : (int)Math.Min(Math.Ceiling(Math.Sqrt(ratio) / Near), MostPieces);
    }

    private void Places(double time, Span<Vector3> row)
    {
        System.Positions(time, row[..Bodies.Count]);
        row[^1] = Acceleration.OfSun(row[..Bodies.Count]);
    }

    private State RungeKutta(in State s, double h, ReadOnlySpan<Vector3> start, ReadOnlySpan<Vector3> middle, ReadOnlySpan<Vector3> end)
    {
        var (r, v) = (s.Position, s.Velocity);
        var a1 = Pull(r, v, start);
        var v2 = v + a1 * (h / 2);
        var a2 = Pull(r + v * (h / 2), v2, middle);
        var v3 = v + a2 * (h / 2);
        var a3 = Pull(r + v2 * (h / 2), v3, middle);
        var v4 = v + a3 * h;
        var a4 = Pull(r + v3 * h, v4, end);
        return new(r + (v + 2 * v2 + 2 * v3 + v4) * (h / 6), v + (a1 + 2 * a2 + 2 * a3 + a4) * (h / 6));
    }

    private Vector3 Pull(Vector3 r, Vector3 v, ReadOnlySpan<Vector3> row) => _forces.HasFlag(Forces.Planets)
        ? Acceleration.At(r, v, row[..Bodies.Count], row[^1], _forces.HasFlag(Forces.Relativity))
        : Acceleration.At(r, v, [], Vector3.Zero, _forces.HasFlag(Forces.Relativity));
}
