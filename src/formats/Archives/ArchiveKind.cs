namespace Gantry.Archives;

/// <summary>The archives that can be read.</summary>
public enum ArchiveKind
{
    Zip,
    Tar,
    TarGz,
    TarZst,

    /// <summary>One file, compressed.</summary>
    Gz,

    /// <summary>One file, compressed; needs the system's libzstd.</summary>
    Zst,
}
