namespace Gantry.Archives;

/// <summary>Why an archive is not opened.</summary>
public enum ArchiveProblem
{
    /// <summary>It is not what it claims to be, or is damaged.</summary>
    Corrupt,

    /// <summary>It would grow beyond the limits.</summary>
    TooLarge,

    /// <summary>A member's name leads elsewhere, is a link or device, or equals another's to some file system.</summary>
    Unsafe,

    /// <summary>It is encrypted or compressed in a way that is not read.</summary>
    Unsupported,
}

/// <summary>An archive is not opened; the message is a sentence's end about it: "it ends too early". The only refusal a reader has.</summary>
public sealed class ArchiveRefusedException(ArchiveProblem problem, string message, Exception? inner = null) : IOException(message, inner)
{
    public ArchiveProblem Problem { get; } = problem;

    internal static ArchiveRefusedException Corrupt(string message, Exception? inner = null) => new(ArchiveProblem.Corrupt, message, inner);

    internal static ArchiveRefusedException TooLarge(string message) => new(ArchiveProblem.TooLarge, message);

    internal static ArchiveRefusedException Unsafe(string message) => new(ArchiveProblem.Unsafe, message);

    internal static ArchiveRefusedException Unsupported(string message) => new(ArchiveProblem.Unsupported, message);
}
