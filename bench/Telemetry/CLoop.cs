using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Gantry.Bench.Telemetry;

/// <summary>The loops of <c>decode.c</c>, built on this machine for this machine.</summary>
internal sealed unsafe class CLoop : IDisposable
{
    private readonly nint _library;
    private readonly delegate* unmanaged<byte*, int, long, Field*, int, double**, long> _table;
    private readonly delegate* unmanaged<byte*, int, long, Field*, int, double**, byte**, int, double*, double*, long> _calibrated;
    private readonly nint[] _columns;
    private readonly nint[] _levels;

    private CLoop(string library, int fields)
    {
        _library = NativeLibrary.Load(library);
        _table = (delegate* unmanaged<byte*, int, long, Field*, int, double**, long>)NativeLibrary.GetExport(_library, "decode_table");
        _calibrated = (delegate* unmanaged<byte*, int, long, Field*, int, double**, byte**, int, double*, double*, long>)NativeLibrary.GetExport(_library, "decode_calibrated");
        _columns = [.. Enumerable.Range(0, fields).Select(_ => (nint)NativeMemory.AlignedAlloc(1024 * sizeof(double), 64))];
        _levels = [.. Enumerable.Range(0, fields).Select(_ => (nint)NativeMemory.AlignedAlloc(1024, 64))];
    }

    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct Field(int Byte, int Shift, int Bits, int Kind);

    /// <summary>Null where there is no C compiler.</summary>
    public static CLoop? Build(Scratch scratch, int fields)
    {
        var library = scratch.At("decode.so");
        var source = Path.Combine(AppContext.BaseDirectory, "Telemetry", "decode.c");
        try
        {
            using var compiler = Process.Start("cc", ["-O3", "-march=native", "-shared", "-fPIC", "-o", library, source]);
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? new(library, fields) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    public long Decode(byte[] data, int size, Field[] fields)
    {
        fixed (byte* bytes = data)
        fixed (Field* table = fields)
        fixed (nint* columns = _columns)
            return _table(bytes, size, data.Length / size, table, fields.Length, (double**)columns);
    }

    public long Calibrate(byte[] data, int size, Field[] fields, int from, double[] coefficients, double[] limits)
    {
        fixed (byte* bytes = data)
        fixed (Field* table = fields)
        fixed (nint* columns = _columns)
        fixed (nint* levels = _levels)
        fixed (double* c = coefficients)
        fixed (double* l = limits)
            return _calibrated(bytes, size, data.Length / size, table, fields.Length, (double**)columns, (byte**)levels, from, c, l);
    }

    /// <summary>The column of the last block.</summary>
    public ReadOnlySpan<double> Column(int field) => new((double*)_columns[field], 1024);

    public ReadOnlySpan<byte> Levels(int field) => new((byte*)_levels[field], 1024);

    public void Dispose()
    {
        foreach (var memory in _columns.Concat(_levels))
            NativeMemory.AlignedFree((void*)memory);
        NativeLibrary.Free(_library);
    }
}
