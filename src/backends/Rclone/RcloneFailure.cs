namespace Gantry.Rclone;

/// <summary>Reads from what rclone says why something did not work.</summary>
internal static class RcloneFailure
{
    // The first that is found decides, so the more telling words stand first.
    private static readonly (RemoteFailure Failure, string[] Words)[] _signs =
    [
        (RemoteFailure.Denied,
        [
            "knownhosts:", "unable to authenticate", "530 ", "permission denied", "access denied", "accessdenied", "invalidaccesskeyid",
            "signaturedoesnotmatch", "401 unauthorized", "403 forbidden", "http error: 401", "http error: 403", "x509:", "certificate", "unauthorized",
            "forbidden", "status code: 401", "status code: 403", "550 permission", "550 create directory operation failed", "553 could not create",
        ]),
        (RemoteFailure.Full, ["no space left", "disk full", "552 ", "507 ", "insufficient storage", "quota", "451 failure writing"]),
        // All that SFTP servers say of a full disk, and of much else that passes: no reason never to try again.
        (RemoteFailure.Busy, ["SSH_FX_FAILURE", "421 ", "429 ", "503 ", "status code: 503", "slowdown", "too many", "service unavailable", "http error: 503", "http error: 429"]),
        (RemoteFailure.Missing,
            ["not found", "no such file", "nosuchbucket", "nosuchkey", "http error: 404", "404 ", "status code: 404", "550 failed to open", "doesn't exist", "does not exist"]),
        (RemoteFailure.Unreachable,
        [
            "connection refused", "no route to host", "no such host", "timeout", "timed out", "deadline exceeded", "connection reset", "broken pipe",
            "eof", "network is unreachable", "connection lost", "server misbehaving", "couldn't connect", "failed to connect", "handshake failed",
            "closed network connection", "i/o error", "use of closed", "bad gateway",
        ]),
    ];

    public static RemoteFailureException Of(RemotePlace place, string doing, string said, Exception? inner = null) =>
        new(Read(said), $"{place}: {doing} did not work: {Tidy(said)}", inner);

    public static RemoteFailure Read(string said)
    {
        foreach (var (failure, words) in _signs)
        {
            if (words.Any(word => said.Contains(word, StringComparison.OrdinalIgnoreCase)))
                return failure;
        }
        return RemoteFailure.Refused;
    }

    // From the last line that bears rclone's own clock, without it, on one line, free of what a terminal would obey.
    private static string Tidy(string said)
    {
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var text = string.Join(' ', lines.Skip(Math.Max(0, Array.FindLastIndex(lines, IsStamped))));
        var level = text.IndexOf(" : ", StringComparison.Ordinal);
        if (IsStamped(text) && level > 0)
            text = text[(level + 3)..];
        var shown = new string([.. text.Where(letter => !char.IsControl(letter))]);
        return shown.Length switch { 0 => "it said nothing", <= 300 => shown, _ => shown[..300] + "…" };
    }

    private static bool IsStamped(string line) => line.Length > 20 && char.IsAsciiDigit(line[0]) && line[4] == '/';
}
