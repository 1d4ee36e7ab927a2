using System.Runtime.CompilerServices;
using Xunit;

namespace Gantry.Cli.Tests;

public sealed class ExitCodeTests
{
    [Fact]
    public void Every_kind_of_fault_has_one_of_its_own_and_the_page_tells_it()
    {
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "docs", "reference", "exit-codes.md"));
        var codes = Enum.GetValues<FaultKind>().Select(kind => ExitCode.Of(kind)).ToList();
        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Contains($"| {code} |", page, StringComparison.Ordinal));
    }

    private static string Here([CallerFilePath] string file = "") => file;
}
