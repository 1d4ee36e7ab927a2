using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gantry.Ccsds;

/// <summary>How wide the registers are with which symbols are multiplied.</summary>
internal enum SyndromeWidth
{
    Scalar = 1,
    Vector128 = 16,
    Vector256 = 32,
    Vector512 = 64,
}

/// <summary>What the evaluation of a block asks of a register: everything works on sixteen octets at a time.</summary>
internal interface IRegister<TVector>
    where TVector : struct
{
    static abstract TVector Load(ref byte at);

    /// <summary>The same sixteen octets in every part.</summary>
    static abstract TVector Repeat(ref byte at);

    static abstract void Store(TVector value, ref byte at);

    /// <summary>The product with the constant that the two tables are of, plus another value.</summary>
    static abstract TVector MultiplyAdd(TVector value, TVector low, TVector high, TVector plus);

    /// <summary>Each part moved down by some octets; what comes in from above is of no interest.</summary>
    static abstract TVector ShiftDown(TVector value, int octets);
}

internal static class Register
{
    private const int Most = 16;

    // Sixteen octets from where the shift says are the index of such a shift.
    private static readonly byte[] _indices = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public static SyndromeWidth Widest =>
        Avx512BW.IsSupported ? SyndromeWidth.Vector512
        : Avx2.IsSupported ? SyndromeWidth.Vector256
        : Vector128.IsHardwareAccelerated ? SyndromeWidth.Vector128 : SyndromeWidth.Scalar;

    public static ref byte Index(int shift) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_indices), shift & (Most - 1));
}

internal readonly struct Register128 : IRegister<Vector128<byte>>
{
    public static Vector128<byte> Load(ref byte at) => Vector128.LoadUnsafe(ref at);

    public static Vector128<byte> Repeat(ref byte at) => Vector128.LoadUnsafe(ref at);

    public static void Store(Vector128<byte> value, ref byte at) => value.StoreUnsafe(ref at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> MultiplyAdd(Vector128<byte> value, Vector128<byte> low, Vector128<byte> high, Vector128<byte> plus) =>
        Vector128.ShuffleNative(low, value & Vector128.Create((byte)0x0F)) ^ Vector128.ShuffleNative(high, value >>> 4) ^ plus;

    public static Vector128<byte> ShiftDown(Vector128<byte> value, int octets) => Vector128.ShuffleNative(value, Load(ref Register.Index(octets)));
}

internal readonly struct Register256 : IRegister<Vector256<byte>>
{
    public static Vector256<byte> Load(ref byte at) => Vector256.LoadUnsafe(ref at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Repeat(ref byte at)
    {
        var part = Vector128.LoadUnsafe(ref at);
        return Vector256.Create(part, part);
    }

    public static void Store(Vector256<byte> value, ref byte at) => value.StoreUnsafe(ref at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> MultiplyAdd(Vector256<byte> value, Vector256<byte> low, Vector256<byte> high, Vector256<byte> plus)
    {
        var mask = Vector256.Create((byte)0x0F);
        return Avx2.Shuffle(low, value & mask) ^ Avx2.Shuffle(high, (value.AsUInt16() >>> 4).AsByte() & mask) ^ plus;
    }

    public static Vector256<byte> ShiftDown(Vector256<byte> value, int octets) => Avx2.Shuffle(value, Repeat(ref Register.Index(octets)));
}

internal readonly struct Register512 : IRegister<Vector512<byte>>
{
    public static Vector512<byte> Load(ref byte at) => Vector512.LoadUnsafe(ref at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Repeat(ref byte at)
    {
        var part = Vector128.LoadUnsafe(ref at);
        var twice = Vector256.Create(part, part);
        return Vector512.Create(twice, twice);
    }

    public static void Store(Vector512<byte> value, ref byte at) => value.StoreUnsafe(ref at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> MultiplyAdd(Vector512<byte> value, Vector512<byte> low, Vector512<byte> high, Vector512<byte> plus)
    {
        var mask = Vector512.Create((byte)0x0F);
        return Avx512BW.Shuffle(low, value & mask) ^ Avx512BW.Shuffle(high, (value.AsUInt16() >>> 4).AsByte() & mask) ^ plus;
    }

    public static Vector512<byte> ShiftDown(Vector512<byte> value, int octets) => Avx512BW.Shuffle(value, Repeat(ref Register.Index(octets)));
}
