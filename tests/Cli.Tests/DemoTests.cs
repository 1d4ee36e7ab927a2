using Gantry.TestKit;
using Xunit;

namespace Gantry.Cli.Tests;

public sealed class DemoTests
{
    [Fact]
    public async Task Every_step_of_the_story_holds()
    {
        using var folder = new TempFolder("demo");
        using var output = new StringWriter();
        var terminal = new Terminal
        {
            Out = output, Error = output, In = TextReader.Null, OpenOut = () => Stream.Null, Variable = _ => null,
        };
        var code = await CommandLine.RunAsync(["demo", "--exit", "--port", "0", "--keep", folder.Path], terminal, TestContext.Current.CancellationToken);
        Assert.True(code == 0, output.ToString());
        Assert.True(output.ToString().Split('\n').Count(line => line.StartsWith('✓')) >= 8, output.ToString());
        Assert.DoesNotContain("✗", output.ToString(), StringComparison.Ordinal);
    }
}
