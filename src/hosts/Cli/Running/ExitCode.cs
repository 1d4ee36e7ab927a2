namespace Gantry.Cli;

/// <summary>What a command's exit code says; docs/reference/exit-codes.md tells it to people.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Broke = 1;
    public const int Usage = 2;
    public const int NoServer = 3;
    public const int Invalid = 10;
    public const int NotSignedIn = 11;
    public const int Denied = 12;
    public const int Missing = 13;
    public const int Conflict = 14;
    public const int Exhausted = 15;
    public const int Unavailable = 16;

    /// <summary>Ctrl-C, as shells count it.</summary>
    public const int Interrupted = 130;

    public static int Of(FaultKind? kind) => kind switch
    {
        FaultKind.Invalid => Invalid,
        FaultKind.Unknown => NotSignedIn,
        FaultKind.Denied => Denied,
        FaultKind.Missing => Missing,
        FaultKind.Conflict => Conflict,
        FaultKind.Exhausted => Exhausted,
        FaultKind.Unavailable => Unavailable,
        _ => Broke,
    };
}
