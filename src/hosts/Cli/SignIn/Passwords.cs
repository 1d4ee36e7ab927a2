namespace Gantry.Cli;

/// <summary>Where a password comes from: typed without echo, or the first line of standard input.</summary>
internal static class Passwords
{
    public static string Read(Call call, bool isFromStdin, string prompt)
    {
        if (isFromStdin)
            return call.Terminal.In.ReadLine() is { Length: > 0 } line ? line : throw new UsageException("There is no password on standard input.");
        return call.Terminal.AskSecret(prompt) is { } typed
            ? typed.Length > 0 ? typed : throw new UsageException("The password is empty.")
            : throw new UsageException("There is nobody to ask for a password; pipe it in with --password-stdin.");
    }

    /// <summary>A new password, typed twice; one that is piped in has been written down already.</summary>
    public static string ReadNew(Call call, bool isFromStdin)
    {
        var password = Read(call, isFromStdin, "New password: ");
        if (!isFromStdin && Read(call, isFromStdin, "Once more: ") != password)
            throw new UsageException("The two are not the same; nothing was changed.");
        return password;
    }
}
