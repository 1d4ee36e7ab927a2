namespace Neo.Cli;

/// <summary>How a tool ends. A pipeline tries again after 1, never after 2 or 65.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Something broke: the disk, the program.</summary>
    public const int Broken = 1;

    public const int Usage = 2;

    /// <summary>The data was looked at and refused.</summary>
    public const int SaidNo = 65;
}
