using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Ccsds.Tests;

/// <summary>Bytes for tests: the same each time for the same seed.</summary>
internal static class Some
{
    public static readonly Config Hard = Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(120);

    public static readonly Config Few = Config.QuickThrowOnFailure.WithMaxTest(200);

    public static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new System.Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));

    /// <summary>Noise of up to so many octets, often with a beginning that gets further.</summary>
    public static Arbitrary<byte[]> Noise(int most, params byte[][] beginnings) =>
        (from length in Gen.Choose(0, most)
         from seed in Gen.Choose(0, int.MaxValue - 1)
         from beginning in Gen.Elements<byte[]>([[], .. beginnings])
         select ((byte[])[.. beginning, .. Bytes(length, seed)])[..Math.Min(most, beginning.Length + length)]).ToArbitrary();

    public static void Flip(Span<byte> octets, int bit) => octets[bit >> 3] ^= (byte)(0x80 >> (bit & 7));

    /// <summary>What the body allocates on this thread when it runs so often, after it ran a few times before.</summary>
    public static long Allocated(int times, Action body)
    {
        for (var i = 0; i < 3; i++)
            body();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < times; i++)
            body();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
