using System.Globalization;
using System.Runtime.InteropServices;

namespace Gantry;

/// <summary>Files that this process itself was started with, by a shell or a supervisor that left them open.</summary>
public static partial class StepDescriptors
{
    private const int FirstOther = 3;
    private const int SetFlags = 2;
    private const int CloseOnExec = 1;

    /// <summary>Keeps them from steps; what .NET opens is kept from them anyway.</summary>
    public static void KeepToThisProcess()
    {
        if (!OperatingSystem.IsLinux())
            return;
        foreach (var descriptor in Directory.GetFileSystemEntries("/proc/self/fd").Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture)))
        {
            if (descriptor >= FirstOther)
                _ = Control(descriptor, SetFlags, CloseOnExec);
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, int argument);
}
