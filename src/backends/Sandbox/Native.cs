using System.Runtime.InteropServices;

namespace Gantry.Sandbox;

/// <summary>The few calls that .NET has no word for.</summary>
internal static partial class Native
{
    public const int Terminate = 15;
    public const int Kill = 9;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Signal(int process, int signal);

    /// <summary>Gives a file or folder to another user; of a link, the link itself.</summary>
    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwner(string path, uint user, uint group);
}
