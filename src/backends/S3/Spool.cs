using Microsoft.Win32.SafeHandles;

namespace Gantry.S3;

/// <summary>Bytes on their way to the store: a few in memory, many in a file without a name, which ends with the process at the latest.</summary>
internal sealed class Spool(string folder) : IAsyncDisposable
{
    private const int MostInMemory = 4 << 20;
    private const int OutOfSpace = 28;
    private const int OverQuota = 122;

    private MemoryStream? _memory = new();
    private SafeFileHandle? _file;
    private long _length;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        try
        {
            if (_memory is not null && _length + bytes.Length > MostInMemory)
                MoveToFile(_memory);
            if (_memory is not null)
                _memory.Write(bytes.Span);
            else
                RandomAccess.Write(_file!, bytes.Span, _length);
        }
        catch (IOException e) when (e.HResult is OutOfSpace or OverQuota)
        {
            throw new LakeFullException(
                $"The disk with the spool folder {folder} is full: nothing was kept. Free some space and send again.", e);
        }
        _length += bytes.Length;
        return ValueTask.CompletedTask;
    }

    /// <summary>A part of what was written, as a stream that can be read again from its start.</summary>
    public Stream Read(long offset, long length) => _memory is not null
        ? new MemoryStream(_memory.GetBuffer(), (int)offset, (int)length, writable: false)
        : new SpoolSlice(_file!, offset, length);

    public ValueTask DisposeAsync()
    {
        _file?.Dispose();
        return ValueTask.CompletedTask;
    }

    private void MoveToFile(MemoryStream memory)
    {
        var path = Path.Combine(folder, "spool-" + Guid.CreateVersion7().ToString("N"));
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.DeleteOnClose);
        // The name goes at once, where the system allows it: a killed process leaves nothing to tidy up.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        RandomAccess.Write(_file, memory.GetBuffer().AsSpan(0, (int)memory.Length), 0);
        _memory = null;
    }
}
