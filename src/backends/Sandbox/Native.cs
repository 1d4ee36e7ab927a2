using System.Runtime.InteropServices;

namespace Gantry.Sandbox;

/// <summary>What .NET has no word for.</summary>
internal static partial class Native
{
    /// <summary>Gives a file or folder to another user; of a link, the link itself.</summary>
    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwner(string path, uint user, uint group);
}
