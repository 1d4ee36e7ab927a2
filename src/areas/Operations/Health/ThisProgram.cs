using System.Reflection;
using System.Runtime.InteropServices;
using Gantry.Api;

namespace Gantry.Operations;

/// <summary>What this program is, as the build wrote it down.</summary>
public static class ThisProgram
{
    public static VersionView Version { get; } = new(
        "Gantry",
        typeof(ThisProgram).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        RuntimeInformation.FrameworkDescription);
}
