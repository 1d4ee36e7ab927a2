using Gantry.TestKit;
using Xunit;

namespace Gantry.Cli.Tests;

public sealed class QueryCommandTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task A_question_is_answered_as_a_table_json_csv_and_a_file()
    {
        Needs.Server("bubblewrap", "bubblewrap", Needs.Find("bwrap"));
        Needs.That(File.Exists(Path.Combine(AppContext.BaseDirectory, "actions", "libduckdb.so")), "DuckDB was not brought by the build (apt-get install npm).");
        Assert.Equal(0, (await desk.RunAsync("apply", desk.MissionFolder("asked", ("types.yaml", "types:\n  - { name: OBS, pattern: '.*\\.csv' }\n")))).ExitCode);
        Assert.Equal(0, (await desk.RunAsync("put", "asked/dev", desk.File("night.csv", "object,mag\nApophis,19.1\nBennu,20.2\n"))).ExitCode);

        var table = await desk.RunAsync("query", "asked/dev", "select object, mag from 'night.csv' order by mag desc");
        Assert.Equal(["object", "mag", "Bennu", "20.2", "Apophis", "19.1"], table.Out.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        var json = (await desk.RunAsync("query", "asked/dev", "select count(*) as n from obs", "--from", "obs=type:OBS", "--json")).Json;
        Assert.Equal((2, "night.csv"), (json["rows"]![0]!["n"]!.GetValue<int>(), json["tables"]![0]!["products"]![0]!.GetValue<string>()));
        var cut = await desk.RunAsync("query", "asked/dev", "from 'type:OBS'", "--most", "1");
        Assert.Contains("There are more rows than these 1; --most N asks for as many as the server allows", cut.Error, StringComparison.Ordinal);
        using var bytes = new MemoryStream();
        Assert.Equal(0, (await desk.RunAsync(["query", "asked/dev", "select 1 as a", "--csv"], null, bytes: bytes)).ExitCode);
        Assert.Equal("a\n1\n", System.Text.Encoding.UTF8.GetString(bytes.ToArray()));
        var file = Path.Combine(desk.Folder, "answer.parquet");
        Assert.Equal(0, (await desk.RunAsync("query", "asked/dev", "from 'night.csv'", "-o", file)).ExitCode);
        Assert.StartsWith("PAR1", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var wrong = await desk.RunAsync("query", "asked/dev", "select nosuch from 'night.csv'");
        Assert.Contains("LINE 1: select nosuch", wrong.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Missing, (await desk.RunAsync("query", "asked/dev", "from 'nosuch.csv'")).ExitCode);
    }

    [Theory]
    [InlineData("One question, in quotes", "query", "neo/ops")]
    [InlineData("is no table", "query", "neo/ops", "select 1", "--from", "obs")]
    [InlineData("end it with .csv, .parquet, .json", "query", "neo/ops", "select 1", "-o", "answer.xlsx")]
    [InlineData("choose one", "query", "neo/ops", "select 1", "--json", "--csv")]
    public async Task What_makes_no_sense_says_what_would(string words, params string[] args)
    {
        var said = await desk.RunAsync(args);
        Assert.Equal(ExitCode.Usage, said.ExitCode);
        Assert.Contains(words, said.Error, StringComparison.Ordinal);
    }
}
