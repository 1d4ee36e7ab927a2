using System.Text;
using System.Text.RegularExpressions;

namespace Gantry.Pipelines.Tests.Language;

/// <summary>What docs/use/pipelines.md shows is what the check lets through, and its first pipeline runs.</summary>
public partial class DocsTests
{
    [Fact]
    public void Every_example_is_sound()
    {
        var examples = Examples().ToList();
        Assert.True(examples.Count >= 4, "The page shows fewer examples than it did.");
        Assert.All(examples, example =>
        {
            var files = new MissionFiles(
            [
                new("pipelines/p.yaml", Encoding.UTF8.GetBytes(Whole(example))), new("steps/parse.py", Array.Empty<byte>()),
                new("types.yaml", "types: [{ name: OBS }, { name: LIST }, { name: STATIONS }]\n"u8.ToArray()),
            ]);
            Assert.Equal("", string.Join('\n', new PipelinesFolder().Check(files)));
        });
    }

    [Fact]
    public async Task The_first_one_runs()
    {
        // The page leaves parse.py to the reader; this one counts the first words of lines.
        await using var house = await House.StartAsync(Examples().First().Replace("python3 steps/parse.py", "sh steps/parse.py", StringComparison.Ordinal),
            ("steps/parse.py", "cut -d' ' -f1 \"$1\" | sort | uniq -c | awk '{ print $2 \",\" $1 }' > \"$2\"\n"));
        await house.Shelf.PutAsync("night-1.obs", "OBS", "A 1\nA 2\nB 1\n");
        var run = await house.RunAsync(null, "night-1.obs");
        Assert.Equal((RunState.Passed, null), (run.State, run.Reason));
        Assert.Equal("A,2\n", await house.MadeAsync(run.Id, "count", "list"));
        Assert.Equal("LIST_night-1.csv", Assert.Single(house.Shelf.Offers).Name);
    }

    // What the page shows in pieces is completed to a pipeline.
    private static string Whole(string example) => example switch
    {
        _ when example.StartsWith("name:", StringComparison.Ordinal) => example,
        _ when example.StartsWith("retry:", StringComparison.Ordinal) => $"name: p\nsteps:\n  only:\n    run: 'true'\n    {example}",
        _ when example.StartsWith("out:", StringComparison.Ordinal) => $"name: p\nsteps:\n  only:\n    run: 'true'\n{Indent(Indent(example))}",
        _ when example.StartsWith("plausible:", StringComparison.Ordinal) => "name: p\nsteps:\n" + Indent(example.Replace("…", "run: 'true'", StringComparison.Ordinal)),
        _ when example.Contains("{parameters.site}", StringComparison.Ordinal) => $"name: p\nparameters: {{ site: {{ default: x }} }}\nsteps: {{ only: {{ run: 'true' }} }}\n{example}",
        _ => $"name: p\nsteps: {{ only: {{ run: 'true' }} }}\n{example}",
    };

    private static string Indent(string text) => string.Join('\n', text.Split('\n').Select(line => "  " + line));

    private static IEnumerable<string> Examples() => YamlBlock().Matches(File.ReadAllText(Page())).Select(m => m.Groups[1].Value);

    private static string Page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Gantry.slnx")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "docs", "use", "pipelines.md");
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();
}
