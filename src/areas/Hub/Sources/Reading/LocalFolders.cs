namespace Gantry.Hub;

/// <summary>
/// Which folders of this machine sources may read. A mission's authors write its sources, and are not who runs the server: left
/// to them, any file that the server can read could become a product.
/// </summary>
internal sealed class LocalFolders(HubOptions options)
{
    private const UnixFileMode Shared =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.SetGroup;

    /// <summary>The source with its folder, where the server chooses it.</summary>
    public SourceDeclaration Resolve(SourceKey key, SourceDeclaration source) =>
        source.Application is { } application ? source with { Folder = Path.Combine(options.ExchangeFolder, key.Mission, key.Environment, application, "outbox") } : source;

    /// <summary>Opens the source's folder, where it may be read; an application's folders are made if they are not there.</summary>
    public Result<SourceReader> Open(SourceDeclaration source)
    {
        if (!options.SourceFolders.Append(options.ExchangeFolder).Any(root => LiesBelow(root, source.Folder)))
            return SourceFaults.FolderNotAllowed(source.Folder);
        if (source.Application is not null)
        {
            Make(Path.Combine(Path.GetDirectoryName(source.Folder)!, "inbox"));
            Make(source.Folder);
        }
        return new FolderReader(source);
    }

    // For the application's account by way of a group: whoever owns the exchange folder gives it that group, and folders in it inherit it.
    private static void Make(string folder)
    {
        if (Directory.Exists(folder))
            return;
        Directory.CreateDirectory(folder);
        // Set afterwards: given at the making, the process's umask would take the group's right to write away.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, Shared);
    }

    private static bool LiesBelow(string root, string folder)
    {
        var (top, full) = (root.TrimEnd('/'), Path.GetFullPath(folder).TrimEnd('/'));
        if (full != top && !full.StartsWith(top + "/", StringComparison.Ordinal))
            return false;
        // What somebody may write below the root must not lead out of it.
        for (var at = full; at.Length > top.Length; at = Path.GetDirectoryName(at)!)
        {
            if (new DirectoryInfo(at).LinkTarget is not null)
                return false;
        }
        return true;
    }
}
