namespace Gantry;

/// <summary>What every runner asks of an order before anything starts.</summary>
public static class StepCheck
{
    /// <summary>Refuses an order that no runner could carry out as it is meant.</summary>
    public static void Refuse(StepOrder order)
    {
        if (order.Command.Count == 0 || order.Command[0].Length == 0)
            throw new StepRunnerException("The step has no command.");
        if (order.Command.Concat(order.Environment.Values).Any(HasNul))
            throw new StepRunnerException("The step's command or environment has a NUL character, which no program can be given.");
        if (order.Environment.Keys.FirstOrDefault(k => k.Length == 0 || k.Contains('=', StringComparison.Ordinal) || HasNul(k)) is { } name)
            throw new StepRunnerException($"'{name}' is no name of a variable.");
        if (!Path.IsPathFullyQualified(order.Folder) || !Directory.Exists(order.Folder))
            throw new StepRunnerException($"The attempt's folder {order.Folder} is not there.");
        foreach (var mount in order.Mounts)
            Refuse(mount);
    }

    private static void Refuse(StepMount mount)
    {
        if (mount.Target.Split('/').Any(part => part is "" or "." or "..") || HasNul(mount.Target))
            throw new StepRunnerException($"'{mount.Target}' is no path below {StepOrder.Inside}.");
        var isFolder = Directory.Exists(mount.Source);
        if (!isFolder && !File.Exists(mount.Source))
            throw new StepRunnerException($"The input {mount.Source} is not there.");
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return;
        // Where the server is root, the step is another user.
        var needed = isFolder ? UnixFileMode.OtherRead | UnixFileMode.OtherExecute : UnixFileMode.OtherRead;
        if ((File.GetUnixFileMode(mount.Source) & needed) != needed)
            throw new StepRunnerException($"The input {mount.Source} can be read by the server alone and not by a step; let everybody read it (chmod o+r{(isFolder ? "x" : "")}).");
    }

    private static bool HasNul(string text) => text.Contains('\0', StringComparison.Ordinal);
}
