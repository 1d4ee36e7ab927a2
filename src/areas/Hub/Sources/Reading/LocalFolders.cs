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

    /// <summary>The source with its folder, where the server chooses it: an outbox, which is made if it is not there.</summary>
    public SourceDeclaration Resolve(SourceKey key, SourceDeclaration source)
    {
        if (source.Application is not { } application)
            return source;
        var home = Path.Combine(options.ExchangeFolder, key.Mission, key.Environment, application);
        Make(Path.Combine(home, "inbox"));
        return source with { Folder = Make(Path.Combine(home, "outbox")) };
    }

    /// <summary>Whether a source may read its folder.</summary>
    public bool Allows(SourceDeclaration source) => options.SourceFolders.Append(options.ExchangeFolder).Any(root => LiesBelow(root, source.Folder));

    // For the application's account by way of a group: whoever owns the exchange folder gives it that group, and folders in it inherit it.
    private static string Make(string folder)
    {
        if (Directory.Exists(folder))
            return folder;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, Shared);
        return folder;
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
