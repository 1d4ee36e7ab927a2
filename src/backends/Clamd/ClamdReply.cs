namespace Gantry.Clamd;

/// <summary>What clamd said of a stream. Only a plain OK is clean; whatever is not understood is not.</summary>
internal static class ClamdReply
{
    private const string AboutStream = "stream: ";
    private const string LimitExceeded = "Heuristics.Limits.Exceeded";

    /// <exception cref="ScannerUnavailableException">The reply is about clamd itself and not about this stream.</exception>
    public static (ScanState State, string? Detail) Read(string reply)
    {
        if (reply == AboutStream + "OK")
            return (ScanState.Clean, null);
        if (Between(reply, AboutStream, " FOUND") is { Length: > 0 } name)
            // With AlertExceedsMax clamd "finds" its own limits: that is a part not looked at, and no malware.
            return name.StartsWith(LimitExceeded, StringComparison.Ordinal)
                ? (ScanState.NotScanned, $"beyond the limits of the scanner ({name})")
                : (ScanState.Infected, name);
        if (reply.Contains("size limit exceeded", StringComparison.OrdinalIgnoreCase))
            return (ScanState.NotScanned, "longer than the scanner's StreamMaxLength");
        if (Between(reply, AboutStream, " ERROR") is { Length: > 0 } error)
            return (ScanState.NotScanned, $"the scanner could not read it: {error}");
        throw new ScannerUnavailableException(reply.Length == 0
            ? "clamd closed the connection without a verdict"
            : $"clamd answered '{(reply.Length <= 200 ? reply : reply[..200])}'");
    }

    private static string? Between(string reply, string begin, string end) =>
        reply.Length >= begin.Length + end.Length && reply.StartsWith(begin, StringComparison.Ordinal) && reply.EndsWith(end, StringComparison.Ordinal)
            ? reply[begin.Length..^end.Length]
            : null;
}
