namespace Gantry.TestKit;

/// <summary>A folder that is gone when the test is.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder(string purpose = "test") => Path = Directory.CreateTempSubdirectory($"gantry-{purpose}-").FullName;

    public string Path { get; }

    /// <summary>The path of something in the folder.</summary>
    public string At(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    /// <summary>Writes a file, with the folders it stands in, and says where it is.</summary>
    public string Write(string name, string text)
    {
        var path = At(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // The test removed it itself.
        }
        catch (IOException)
        {
            // A server that was killed may still be writing its last line; the system clears its temporary folder.
        }
    }
}
