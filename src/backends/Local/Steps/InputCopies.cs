namespace Gantry.Local;

/// <summary>Copies of what a step may only read: without a sandbox, a step could write what it is shown.</summary>
internal static class InputCopies
{
    private static readonly EnumerationOptions _all = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    public static void Make(StepOrder order)
    {
        try
        {
            foreach (var mount in order.Mounts)
            {
                var target = Path.Combine(order.Folder, mount.Target);
                if (mount.IsProgram && !OperatingSystem.IsWindows())
                    Link(mount.Source, target);
                else
                    Copy(mount.Source, target);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StepRunnerException($"The inputs of attempt {order.Attempt} cannot be copied: {e.Message}", e);
        }
    }

    private static void Link(string source, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        Directory.CreateSymbolicLink(target, source);
    }

    private static void Copy(string source, string target)
    {
        if (!Directory.Exists(source))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target, overwrite: true);
            return;
        }
        Directory.CreateDirectory(target);
        // Links are left out: they might lead to what the step was not given.
        foreach (var file in Directory.EnumerateFiles(source, "*", _all))
            Copy(file, Path.Combine(target, Path.GetRelativePath(source, file)));
    }
}
