using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Gantry.Bench.Running;

/// <summary>A library made of a page of C by the system's own compiler, as fast as that one can make it.</summary>
internal sealed class CLoops : IDisposable
{
    private readonly nint _library;

    private CLoops(nint library) => _library = library;

    /// <summary>Null where there is no compiler on this machine, or where it does not like the page.</summary>
    public static async Task<CLoops?> BuildAsync(Scratch scratch, string page)
    {
        if (Array.Find(["/usr/bin/gcc", "/usr/bin/cc", "/usr/bin/clang"], File.Exists) is not { } compiler)
        {
            await Console.Error.WriteLineAsync("There is no C compiler (gcc, cc or clang), so the C loops are left out.");
            return null;
        }
        var library = scratch.At(Path.GetFileNameWithoutExtension(page) + ".so");
        using var build = Process.Start(compiler, ["-O3", "-march=native", "-shared", "-fPIC", "-o", library, Path.Combine(AppContext.BaseDirectory, page)]);
        await build.WaitForExitAsync();
        if (build.ExitCode == 0)
            return new(NativeLibrary.Load(library));
        await Console.Error.WriteLineAsync($"{compiler} did not build {page}, so the C loops are left out.");
        return null;
    }

    public nint this[string function] => NativeLibrary.GetExport(_library, function);

    public void Dispose() => NativeLibrary.Free(_library);
}
