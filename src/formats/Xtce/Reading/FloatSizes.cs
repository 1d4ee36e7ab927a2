namespace Gantry.Xtce;

internal static class FloatSizes
{
    public static ReadOnlySpan<int> Of(FloatFormat format) => format switch
    {
        FloatFormat.Ieee754 => [16, 32, 64, 80, 128],
        FloatFormat.Mil1750A => [32, 48],
        FloatFormat.Ti => [32, 40],
        _ => [32, 64],
    };
}
