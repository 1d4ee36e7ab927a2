using System.Runtime.CompilerServices;
using Xunit;

namespace Gantry.Tidy;

/// <summary>The source tree, as these tests read it.</summary>
internal static class Tree
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    private static readonly string[] _notOurs = ["bin", "obj", ".git", ".build", "node_modules", "TestResults"];

    /// <summary>Files below a folder by ending, as paths relative to the root with forward slashes.</summary>
    public static IEnumerable<string> Files(string folder, params string[] endings) =>
        Walk(Path.Combine(Root, folder))
            .Where(file => endings.Length == 0 || endings.Any(e => file.EndsWith(e, StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>
    /// Compares a page that is made from the program with the one in the tree. APPROVE=1 writes the new one instead.
    /// </summary>
    public static void Approve(string file, string made)
    {
        var path = Path.Combine(Root, file);
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, made);
            return;
        }
        var kept = File.Exists(path) ? File.ReadAllText(path) : "";
        Assert.True(kept == made, $"{file} is not what the program says any more. Look at the difference, and approve it with APPROVE=1 ./test --quick");
    }

    private static IEnumerable<string> Walk(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Concat(
                Directory.EnumerateDirectories(folder).Where(d => !_notOurs.Contains(Path.GetFileName(d))).SelectMany(Walk))
            : [];

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
