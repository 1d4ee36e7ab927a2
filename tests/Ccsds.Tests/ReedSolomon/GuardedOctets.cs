using System.Runtime.InteropServices;

namespace Gantry.Ccsds.Tests;

/// <summary>Octets that end where a page begins that nobody may read: whoever reads on ends the whole run.</summary>
internal sealed unsafe partial class GuardedOctets : IDisposable
{
    private const int Page = 64 * 1024;
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    private readonly byte* _start;

    public GuardedOctets()
    {
        _start = (byte*)Map(0, 2 * Page, ReadWrite, PrivateAnonymous, -1, 0);
        Assert.False((nint)_start == -1, "No memory could be had.");
        Assert.Equal(0, Protect((nint)_start + Page, Page, 0));
    }

    public Span<byte> Last(int length) => new(_start + Page - length, length);

    public void Dispose() => _ = Unmap((nint)_start, 2 * Page);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint at, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint at, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint at, nint length);
}
