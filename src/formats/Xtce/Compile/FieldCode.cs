using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Gantry.Xtce;

/// <summary>
/// Code that reads one field at a constant place of a packet that is known to be long enough. It reads whole words and
/// never a byte behind the last one that is known to be there.
/// </summary>
internal static class FieldCode
{
    private static readonly MethodInfo _swap16 = Swap(typeof(ushort));
    private static readonly MethodInfo _swap32 = Swap(typeof(uint));
    private static readonly MethodInfo _swap64 = Swap(typeof(ulong));

    /// <summary>Leaves the raw value on the stack: 32 bits wide for the kinds of 32 bits, else 64.</summary>
    /// <param name="pushStart">Leaves the address of the packet on the stack.</param>
    /// <param name="known">How many bytes the packet has at least.</param>
    public static void Emit(ILGenerator il, Action<ILGenerator> pushStart, Slot slot, ColumnKind kind, int known)
    {
        var encoding = (NumberEncoding)slot.Encoding;
        var isWide = kind is ColumnKind.UInt64 or ColumnKind.Int64 or ColumnKind.Double;
        var isSwapped = !encoding.ByteOrder.IsPlain((slot.Bits + 7) / 8);
        var isTwos = encoding is IntegerEncoding { Format: IntegerFormat.TwosComplement };
        Load(il, pushStart, slot.Bit, slot.Bits, known, isTwos && !isSwapped, out var is64);
        if (isSwapped)
            Reorder(il, slot.Bits, isTwos, ref is64);
        if (encoding is IntegerEncoding { Format: IntegerFormat.OnesComplement or IntegerFormat.SignMagnitude } other)
        {
            Widen(il, isSigned: false, ref is64);
            il.Emit(OpCodes.Ldc_I4, slot.Bits);
            il.Emit(OpCodes.Call, typeof(FieldCode).GetMethod(other.Format == IntegerFormat.OnesComplement ? nameof(Ones) : nameof(Magnitude), BindingFlags.NonPublic | BindingFlags.Static)!);
        }
        if (encoding is FloatEncoding real)
            Float(il, real, ref is64);
        else if (isWide)
            Widen(il, kind == ColumnKind.Int64, ref is64);
        else if (is64)
            il.Emit(OpCodes.Conv_I4);
    }

    internal static long Ones(ulong bits, int count) => IntegerBits.Interpret(bits, count, IntegerFormat.OnesComplement).AsSigned;

    internal static long Magnitude(ulong bits, int count) => IntegerBits.Interpret(bits, count, IntegerFormat.SignMagnitude).AsSigned;

    internal static double Real(ulong bits, int count, int format) => FloatBits.Interpret(bits, count, (FloatFormat)format);

    private static void Float(ILGenerator il, FloatEncoding encoding, ref bool is64)
    {
        switch (encoding)
        {
            case { Format: FloatFormat.Ieee754, SizeInBits: 32 }:
                if (is64)
                    il.Emit(OpCodes.Conv_U4);
                il.Emit(OpCodes.Call, typeof(BitConverter).GetMethod(nameof(BitConverter.UInt32BitsToSingle))!);
                break;
            case { Format: FloatFormat.Ieee754, SizeInBits: 64 }:
                il.Emit(OpCodes.Call, typeof(BitConverter).GetMethod(nameof(BitConverter.UInt64BitsToDouble))!);
                break;
            default:
                Widen(il, isSigned: false, ref is64);
                il.Emit(OpCodes.Ldc_I4, encoding.SizeInBits);
                il.Emit(OpCodes.Ldc_I4, (int)encoding.Format);
                il.Emit(OpCodes.Call, typeof(FieldCode).GetMethod(nameof(Real), BindingFlags.NonPublic | BindingFlags.Static)!);
                break;
        }
    }

    private static void Load(ILGenerator il, Action<ILGenerator> pushStart, long bit, int bits, int known, bool isSigned, out bool is64)
    {
        var first = (int)(bit >> 3);
        var last = (int)((bit + Math.Max(bits, 1) - 1) >> 3);
        var span = last - first + 1;
        if (span == 9)
        {
            // Eight bytes and one more.
            is64 = true;
            var extra = (int)((bit + bits) & 7);
            Word(il, pushStart, first, 8);
            il.Emit(OpCodes.Ldc_I4, extra);
            il.Emit(OpCodes.Shl);
            Word(il, pushStart, last, 1);
            il.Emit(OpCodes.Ldc_I4, 8 - extra);
            il.Emit(OpCodes.Shr_Un);
            il.Emit(OpCodes.Conv_U8);
            il.Emit(OpCodes.Or);
            Trim(il, 64, bits, 0, isSigned);
            return;
        }
        var width = span switch { 1 => 1, 2 => 2, <= 4 => 4, _ => 8 };
        is64 = width == 8;
        if (known < width)
        {
            // A packet that is shorter than the word: bytes are put together.
            is64 = span > 4;
            Pieces(il, pushStart, first, span, is64);
            Trim(il, is64 ? 64 : 32, bits, (int)((8 - ((bit + bits) & 7)) & 7), isSigned, has: span * 8);
            return;
        }
        var start = Math.Min(first, known - width);
        Word(il, pushStart, start, width);
        Trim(il, is64 ? 64 : 32, bits, (int)((start + width) * 8L - (bit + bits)), isSigned, has: width * 8);
    }

    /// <summary>Takes the bits out of a word that has some more below and some above.</summary>
    private static void Trim(ILGenerator il, int register, int bits, int below, bool isSigned, int has = 64)
    {
        if (isSigned)
        {
            var up = register - bits - below;
            if (up > 0)
            {
                il.Emit(OpCodes.Ldc_I4, up);
                il.Emit(OpCodes.Shl);
            }
            if (register - bits > 0)
            {
                il.Emit(OpCodes.Ldc_I4, register - bits);
                il.Emit(OpCodes.Shr);
            }
            return;
        }
        if (below > 0)
        {
            il.Emit(OpCodes.Ldc_I4, below);
            il.Emit(OpCodes.Shr_Un);
        }
        if (bits + below >= has || bits >= register)
            return;
        if (register == 64)
            il.Emit(OpCodes.Ldc_I8, (long)Bits.Mask(bits));
        else
            il.Emit(OpCodes.Ldc_I4, (int)Bits.Mask(bits));
        il.Emit(OpCodes.And);
    }

    private static void Word(ILGenerator il, Action<ILGenerator> pushStart, int at, int width)
    {
        pushStart(il);
        if (at > 0)
        {
            il.Emit(OpCodes.Ldc_I4, at);
            il.Emit(OpCodes.Add);
        }
        if (width > 1)
            il.Emit(OpCodes.Unaligned, (byte)1);
        switch (width)
        {
            case 1:
                il.Emit(OpCodes.Ldind_U1);
                break;
            case 2:
                il.Emit(OpCodes.Ldind_U2);
                il.Emit(OpCodes.Call, _swap16);
                break;
            case 4:
                il.Emit(OpCodes.Ldind_U4);
                il.Emit(OpCodes.Call, _swap32);
                break;
            default:
                il.Emit(OpCodes.Ldind_I8);
                il.Emit(OpCodes.Call, _swap64);
                break;
        }
    }

    private static void Pieces(ILGenerator il, Action<ILGenerator> pushStart, int first, int span, bool is64)
    {
        for (var i = 0; i < span; i++)
        {
            if (i > 0)
            {
                il.Emit(OpCodes.Ldc_I4_8);
                il.Emit(OpCodes.Shl);
            }
            Word(il, pushStart, first + i, 1);
            if (is64)
                il.Emit(OpCodes.Conv_U8);
            if (i > 0)
                il.Emit(OpCodes.Or);
        }
    }

    private static void Reorder(ILGenerator il, int bits, bool isSigned, ref bool is64)
    {
        Widen(il, isSigned: false, ref is64);
        il.Emit(OpCodes.Call, _swap64);
        if (bits == 64)
            return;
        il.Emit(OpCodes.Ldc_I4, 64 - bits);
        il.Emit(isSigned ? OpCodes.Shr : OpCodes.Shr_Un);
    }

    private static void Widen(ILGenerator il, bool isSigned, ref bool is64)
    {
        if (!is64)
            il.Emit(isSigned ? OpCodes.Conv_I8 : OpCodes.Conv_U8);
        is64 = true;
    }

    private static MethodInfo Swap(Type type) => typeof(BinaryPrimitives).GetMethod(nameof(BinaryPrimitives.ReverseEndianness), [type])!;
}
