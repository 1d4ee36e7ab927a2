using System.Text.Json.Nodes;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Cli.Tests;

public sealed class DemoTests
{
    [Fact]
    public async Task Every_step_of_the_story_holds()
    {
        var (code, told) = await TellAsync();
        Assert.True(code == 0, told);
        Assert.True(told.Split('\n').Count(line => line.StartsWith('✓')) >= 24, told);
        Assert.Contains("1 line differs", told, StringComparison.Ordinal);
        Assert.Contains("in operations", told, StringComparison.Ordinal);
        Assert.DoesNotContain("✗", told, StringComparison.Ordinal);
        Assert.Contains("hub.bad_metadata", told, StringComparison.Ordinal);
        Assert.Contains("./gantry punctuality sentinel/ops", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_scanner_the_infected_file_is_caught()
    {
        await using var clamd = await ClamServer.StartAsync();
        var (code, told) = await TellAsync("--scanner", clamd.Socket, "--json");
        Assert.True(code == 0, told);
        var steps = JsonNode.Parse(told)!["steps"]!.AsArray();
        Assert.Contains(steps, step => step!["held"]!.GetValue<bool>() && step["detail"]?.GetValue<string>().StartsWith("hub.infected", StringComparison.Ordinal) is true);
    }

    private static async Task<(int Code, string Told)> TellAsync(params string[] more)
    {
        using var folder = new TempFolder("demo");
        using var output = new StringWriter();
        var terminal = new Terminal
        {
            Out = output, Error = output, In = TextReader.Null, OpenOut = () => Stream.Null, Variable = _ => null,
        };
        var code = await CommandLine.RunAsync(["demo", "--exit", "--port", "0", "--keep", folder.Path, .. more], terminal, TestContext.Current.CancellationToken);
        return (code, output.ToString());
    }
}
