using System.Text.RegularExpressions;
using Xunit;

namespace Gantry.Tidy;

public partial class DocsTests
{
    private static IEnumerable<string> Pages =>
        Tree.Files("docs", ".md").Concat(Tree.Files("missions", ".md")).Concat(Tree.Files("src", ".md")).Concat(Tree.Files("bench", ".md"))
            .Concat(["README.md", "CONTRIBUTING.md"]);

    [Fact]
    public void Have_no_dead_links()
    {
        var links = 0;
        foreach (var page in Pages)
        {
            foreach (Match link in Link().Matches(Tree.Read(page)))
            {
                var target = link.Groups[1].Value;
                if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith('#') || target.StartsWith("mailto:", StringComparison.Ordinal))
                    continue;
                links++;
                var path = Path.Combine(Tree.Root, Path.GetDirectoryName(page)!, target.Split('#')[0]);
                Assert.True(File.Exists(path) || Directory.Exists(path), $"{page} links to {target}, which is not there.");
            }
        }
        Assert.True(links > 10, "The search for links finds nothing any more.");
    }

    [Fact]
    public void Name_only_source_files_that_exist()
    {
        foreach (var page in Pages)
        {
            foreach (Match name in SourcePath().Matches(Tree.Read(page)))
                Assert.True(
                    File.Exists(Path.Combine(Tree.Root, name.Value)) || Directory.Exists(Path.Combine(Tree.Root, name.Value)),
                    $"{page} names {name.Value}, which is not there.");
        }
    }

    [Fact]
    public void List_every_decision_in_the_index()
    {
        var index = Tree.Read("docs/decisions/README.md");
        foreach (var decision in Tree.Files("docs/decisions", ".md").Where(f => !f.EndsWith("README.md", StringComparison.Ordinal)))
            Assert.Contains(Path.GetFileName(decision), index, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<=`)(src|tests|docs|missions|bench|api)/[A-Za-z0-9_./-]+(?=`)")]
    private static partial Regex SourcePath();
}
