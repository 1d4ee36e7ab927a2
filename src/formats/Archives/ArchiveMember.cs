namespace Gantry.Archives;

/// <summary>A file in an archive. Its content can be read once, until the next member is asked for; reading it may refuse the archive.</summary>
/// <param name="Path">Its name within the archive, with forward slashes, checked: it leads nowhere else.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ArchiveMember(string Path, Stream Content)
{
    /// <summary>The last part of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];
}
