namespace Gantry.Bench;

/// <summary>A folder on a real disk, gone afterwards. Elsewhere than /var/tmp by BENCH_FOLDER.</summary>
internal sealed class Scratch : IDisposable
{
    public Scratch(string name)
    {
        // Not /tmp, which is memory on many machines and makes every flush free.
        var root = Environment.GetEnvironmentVariable("BENCH_FOLDER") ?? "/var/tmp";
        Path = System.IO.Path.Combine(root, $"gantry-bench-{name}-{Guid.CreateVersion7().ToString("N")[^8..]}");
        Directory.CreateDirectory(Path);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, File.GetUnixFileMode(Path) | UnixFileMode.OtherExecute | UnixFileMode.OtherRead);
    }

    public string Path { get; }

    public string At(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A new folder in it.</summary>
    public string Folder(string name) => Directory.CreateDirectory(At(name)).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
