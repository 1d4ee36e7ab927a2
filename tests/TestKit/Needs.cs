using Xunit;

namespace Gantry.TestKit;

/// <summary>
/// What a test needs of its machine. Where it is missing the test is skipped with the reason; on CI, where nothing may be
/// missing, it fails.
/// </summary>
public static class Needs
{
    /// <summary>Whether this is a machine on which nothing may be skipped.</summary>
    public static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>Whether only what needs no server was asked for (./test --quick).</summary>
    public static bool IsQuick => Environment.GetEnvironmentVariable("TESTS_WITHOUT_SERVERS") == "1";

    /// <summary>A server's programs; <paramref name="packages"/> is what to install when they are missing.</summary>
    public static void Server(string name, string packages, params string?[] programs)
    {
        if (IsQuick)
            Assert.Skip($"{name} is a server, and this run is the quick one.");
        if (programs.Any(p => p is null))
            Give($"{name} is not installed on this machine (apt-get install {packages}).");
    }

    /// <summary>Something else; <paramref name="reason"/> says what is missing and why it matters.</summary>
    public static void That(bool isThere, string reason)
    {
        if (!isThere)
            Give(reason);
    }

    /// <summary>Where a program is: in the path, or in the given folders, the newest version first.</summary>
    public static string? Find(string program, params string[] folders) =>
        folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin"))
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static void Give(string reason)
    {
        if (IsCi)
            Assert.Fail($"On CI nothing may be missing: {reason}");
        else
            Assert.Skip(reason);
    }
}
