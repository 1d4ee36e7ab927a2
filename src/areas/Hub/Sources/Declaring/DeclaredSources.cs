namespace Gantry.Hub;

/// <summary>Finds a source's declaration in the release that stands.</summary>
internal sealed class DeclaredSources(IMissionReleases releases, LocalFolders folders)
{
    /// <summary>Null when the release has none that can be read and works in that environment.</summary>
    public async Task<SourceDeclaration?> FindAsync(SourceKey key, CancellationToken ct)
    {
        if (await releases.StandingAsync(key.Mission, key.Environment, ct) is not { } release)
            return null;
        foreach (var path in await releases.ListFilesAsync(release, SourcesFolder.Path, ct))
        {
            if (!SourcesFolder.IsSource(path) || await releases.ReadFileAsync(release, path, ct) is not { } content)
                continue;
            try
            {
                var source = SourcesFolder.Read(content, path);
                if (source.Name == key.Name && source.Environments.Contains(key.Environment))
                    return folders.Resolve(key, source);
            }
            catch (InvalidDataException)
            {
                // The engine has said so in the log; a source that cannot be read does not work.
            }
        }
        return null;
    }
}
