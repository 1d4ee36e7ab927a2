namespace Gantry.Archives;

/// <summary>Counts what comes out of an archive against what may.</summary>
internal sealed class Allowance(ArchiveLimits limits, long archiveBytes)
{
    private readonly MemberNames _names = new();
    private readonly long _byRatio = Math.Max(limits.FreeBytes, SaturatingProduct(archiveBytes, limits.Ratio));
    private int _members;
    private long _bytes;

    public string Member(string path)
    {
        if (++_members > limits.Members)
            throw ArchiveRefusedException.TooLarge($"it holds more than {limits.Members} files");
        return _names.Check(path);
    }

    /// <summary>Folders count as members, so that a million empty ones are a bomb too.</summary>
    public void Folder()
    {
        if (++_members > limits.Members)
            throw ArchiveRefusedException.TooLarge($"it holds more than {limits.Members} files and folders");
    }

    public void Take(int bytes)
    {
        _bytes += bytes;
        if (_bytes > limits.TotalBytes)
            throw ArchiveRefusedException.TooLarge($"its files have more than {limits.TotalBytes} bytes together");
        if (_bytes > _byRatio)
            throw ArchiveRefusedException.TooLarge($"its files are more than {limits.Ratio} times as long as it is itself");
    }

    private static long SaturatingProduct(long a, long b) => a > long.MaxValue / Math.Max(1, b) ? long.MaxValue : a * b;
}
