using System.Runtime.InteropServices;

namespace Gantry;

/// <summary>The folder of an attempt, where the step is another user than the server.</summary>
public static partial class StepFolder
{
    /// <summary>Who steps are, where the server may choose (nobody).</summary>
    public const int Nobody = 65534;

    private static readonly EnumerationOptions _folders = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Gives the folder and those in it to the user that steps are; does nothing where the server is not root.</summary>
    public static void GiveAway(string folder)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return;
        // Only folders: a file may be linked to from elsewhere, and then belongs to others too.
        foreach (var path in Directory.EnumerateDirectories(folder, "*", _folders).Prepend(folder))
        {
            if (ChangeOwner(path, Nobody, Nobody) != 0)
                throw new StepRunnerException($"{path} cannot be given to the user that steps run as.");
        }
    }

    [LibraryImport("libc", EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, int user, int group);
}
