namespace Neo.Cli;

/// <summary>A result appears whole or not at all.</summary>
internal static class OutputFile
{
    public static void Write(string path, string text) => Write(path, temporary => File.WriteAllText(temporary, text));

    public static void Write(string path, Action<string> write)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        var temporary = path + ".part";
        write(temporary);
        File.Move(temporary, path, overwrite: true);
    }
}
