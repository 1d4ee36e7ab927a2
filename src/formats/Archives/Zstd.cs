using System.Runtime.InteropServices;

namespace Gantry.Archives;

/// <summary>The system's libzstd, where there is one.</summary>
internal static unsafe class Zstd
{
    private static readonly Lazy<IntPtr> _library = new(() =>
        NativeLibrary.TryLoad("libzstd.so.1", out var library) || NativeLibrary.TryLoad("libzstd.dylib", out library) ? library : IntPtr.Zero);

    public static string? Missing => _library.Value == IntPtr.Zero ? "libzstd is not installed on this machine (apt-get install libzstd1)" : null;

    // 128 MiB of window is what the program zstd itself accepts unasked; a frame may ask for more memory than there is.
    private const int WindowLogMost = 27;
    private const int WindowLogParameter = 100;

    public static IntPtr NewDecoder()
    {
        var decoder = ((delegate* unmanaged<IntPtr>)Find("ZSTD_createDStream"))();
        Check(((delegate* unmanaged<IntPtr, int, int, nuint>)Find("ZSTD_DCtx_setParameter"))(decoder, WindowLogParameter, WindowLogMost));
        return decoder;
    }

    public static IntPtr NewEncoder() => ((delegate* unmanaged<IntPtr>)Find("ZSTD_createCStream"))();

    public static void FreeDecoder(IntPtr decoder) => ((delegate* unmanaged<IntPtr, nuint>)Find("ZSTD_freeDStream"))(decoder);

    public static void FreeEncoder(IntPtr encoder) => ((delegate* unmanaged<IntPtr, nuint>)Find("ZSTD_freeCStream"))(encoder);

    /// <summary>Decodes a piece; the hint is 0 at the end of a frame.</summary>
    public static nuint Decode(IntPtr decoder, ReadOnlySpan<byte> packed, Span<byte> plain, out int consumed, out int produced)
    {
        fixed (byte* from = packed, to = plain)
        {
            var input = new Piece { Bytes = from, Size = (nuint)packed.Length };
            var output = new Piece { Bytes = to, Size = (nuint)plain.Length };
            var hint = ((delegate* unmanaged<IntPtr, Piece*, Piece*, nuint>)Find("ZSTD_decompressStream"))(decoder, &output, &input);
            Check(hint);
            (consumed, produced) = ((int)input.At, (int)output.At);
            return hint;
        }
    }

    /// <summary>Encodes a piece; returns how much is still held back.</summary>
    public static nuint Encode(IntPtr encoder, ReadOnlySpan<byte> plain, Span<byte> packed, bool isEnd, out int consumed, out int produced)
    {
        fixed (byte* from = plain, to = packed)
        {
            var input = new Piece { Bytes = from, Size = (nuint)plain.Length };
            var output = new Piece { Bytes = to, Size = (nuint)packed.Length };
            var left = ((delegate* unmanaged<IntPtr, Piece*, Piece*, int, nuint>)Find("ZSTD_compressStream2"))(encoder, &output, &input, isEnd ? 2 : 0);
            Check(left);
            (consumed, produced) = ((int)input.At, (int)output.At);
            return left;
        }
    }

    private static void Check(nuint result)
    {
        if (((delegate* unmanaged<nuint, uint>)Find("ZSTD_isError"))(result) == 0)
            return;
        var name = Marshal.PtrToStringAnsi(((delegate* unmanaged<nuint, IntPtr>)Find("ZSTD_getErrorName"))(result));
        throw ArchiveRefusedException.Corrupt($"its compressed data is damaged ({name})");
    }

    private static IntPtr Find(string function) =>
        Missing is { } missing ? throw ArchiveRefusedException.Unsupported(missing) : NativeLibrary.GetExport(_library.Value, function);

    [StructLayout(LayoutKind.Sequential)]
    private struct Piece
    {
        public byte* Bytes;
        public nuint Size;
        public nuint At;
    }
}
