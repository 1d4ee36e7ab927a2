namespace Gantry.Cli;

/// <summary>Where the demo keeps everything: a folder that is kept, or a temporary one that goes with it.</summary>
internal sealed class DemoFolder : IDisposable
{
    private DemoFolder(string path, bool isKept) => (Path, IsKept) = (path, isKept);

    public string Path { get; }

    public bool IsKept { get; }

    public static DemoFolder Open(string? keep)
    {
        if (keep is null)
            return new(Directory.CreateTempSubdirectory("gantry-demo-").FullName, isKept: false);
        var path = System.IO.Path.GetFullPath(keep);
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            throw new UsageException($"{keep} is not empty, and the demo begins with nothing. 'gantry up --data {keep}' runs a server on what is there.");
        Directory.CreateDirectory(path);
        return new(path, isKept: true);
    }

    public void Dispose()
    {
        if (!IsKept)
            Directory.Delete(Path, recursive: true);
    }
}
