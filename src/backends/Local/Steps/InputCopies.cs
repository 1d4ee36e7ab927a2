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
                Copy(mount.Source, Path.Combine(order.Folder, mount.Target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StepRunnerException($"The inputs of attempt {order.Attempt} cannot be copied: {e.Message}", e);
        }
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
