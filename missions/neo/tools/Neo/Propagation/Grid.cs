using Neo.Ephemeris;
using Neo.Numerics;

namespace Neo.Propagation;

/// <summary>
/// The planets at every half step, counted from MJD 0, and what they do to the sun. All objects go over the same steps,
/// so this is paid once.
/// </summary>
internal sealed class Grid(SolarSystem system)
{
    public const double StepDays = 0.1;

    private const int Width = Bodies.Count + 1;
    private const int HalfStepsPerBlock = 160;

    // Eleven years at once; a block that is needed again after that is made again.
    private const int Blocks = 512;

    private readonly (int Index, Vector3[] Places)[] _blocks = new (int, Vector3[])[Blocks];

    public static double Time(long halfStep) => halfStep * (StepDays / 2);

    public SolarSystem System => system;

    public ReadOnlySpan<Vector3> At(long halfStep)
    {
        var (index, offset) = ((int)Math.DivRem(halfStep, HalfStepsPerBlock, out var rest), (int)rest);
        if (offset < 0)
            (index, offset) = (index - 1, offset + HalfStepsPerBlock);
        ref var block = ref _blocks[((index % Blocks) + Blocks) % Blocks];
        if (block.Places is null || block.Index != index)
            block = (index, Make(index, block.Places ?? new Vector3[HalfStepsPerBlock * Width]));
        return block.Places.AsSpan(offset * Width, Width);
    }

    private Vector3[] Make(int index, Vector3[] places)
    {
        for (var i = 0; i < HalfStepsPerBlock; i++)
        {
            var row = places.AsSpan(i * Width, Width);
            system.Positions(Time((long)index * HalfStepsPerBlock + i), row[..Bodies.Count]);
            row[^1] = Acceleration.OfSun(row[..Bodies.Count]);
        }
        return places;
    }
}
