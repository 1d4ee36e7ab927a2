using Xunit;

namespace Gantry.Cli.Tests;

public sealed class SearchesCommandTests(Desk desk) : IClassFixture<Desk>
{
    private async Task StandAsync(string mission)
    {
        Assert.Equal(0, (await desk.RunAsync("apply", desk.MissionFolder(mission, ("types.yaml", "types:\n  - { name: BIN, pattern: '.*\\.bin' }\n  - { name: TXT, pattern: '.*\\.txt' }\n")))).ExitCode);
        Assert.Equal(0, (await desk.RunAsync("put", mission + "/dev", desk.File("night_1.bin", "12345"), desk.File("night_2.bin", "1"), desk.File("day_1.txt", "12345"))).ExitCode);
    }

    private async Task<string[]> NamesAsync(params string[] words) =>
        [.. (await desk.RunAsync([.. words, "--json"])).Json["items"]!.AsArray().Select(p => p!["name"]!.GetValue<string>()).Order()];

    [Fact]
    public async Task A_search_is_saved_listed_run_replaced_and_deleted()
    {
        await StandAsync("sought");
        var none = await desk.RunAsync("searches", "ls", "sought/dev");
        Assert.Contains("You have saved no search in sought/dev.", none.Error, StringComparison.Ordinal);
        Assert.Equal("saved 'nights': name night_*, filter ContentLength gt 2\n", (await desk.RunAsync("searches", "save", "sought/dev", "nights", "--product", "night_*", "--filter", "ContentLength gt 2")).Out);
        Assert.Contains("name night_*, filter ContentLength gt 2", (await desk.RunAsync("searches", "ls", "sought/dev")).Out, StringComparison.Ordinal);
        Assert.Equal(["night_1.bin"], await NamesAsync("searches", "run", "sought/dev", "nights"));

        Assert.Equal(0, (await desk.RunAsync("searches", "save", "sought/dev", "nights", "--type", "TXT", "--since", "2020-01-01", "--order", "oldest")).ExitCode);
        Assert.Equal(["nights"], await NamesAsync("searches", "ls", "sought/dev"));
        Assert.Contains("day_1.txt", (await desk.RunAsync("searches", "run", "sought/dev", "nights")).Out, StringComparison.Ordinal);
        Assert.Equal(["nights"], (await desk.RunAsync("searches", "rm", "sought/dev", "nights", "--json")).Json["deleted"]!.AsArray().Select(n => n!.GetValue<string>()));
        Assert.Empty(await NamesAsync("searches", "ls", "sought/dev"));
    }

    [Fact]
    public async Task Only_so_many_are_listed_as_were_asked_for()
    {
        await StandAsync("counted");
        Assert.Equal(0, (await desk.RunAsync("searches", "save", "counted/dev", "all of 1", "--product", "_1.")).ExitCode);
        var cut = await desk.RunAsync("searches", "run", "counted/dev", "all of 1", "--most", "1");
        Assert.Contains("There is more; --most 0 lists all of it.", cut.Error, StringComparison.Ordinal);
        Assert.Equal(["day_1.txt", "night_1.bin"], await NamesAsync("searches", "run", "counted/dev", "all of 1", "--most", "0"));
        Assert.Equal(0, (await desk.RunAsync("searches", "save", "counted/dev", "nothing", "--area", "5 45,15 45,15 55,5 55")).ExitCode);
        Assert.Contains("Nothing is like this now.", (await desk.RunAsync("searches", "run", "counted/dev", "nothing")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_and_a_search_may_share_a_name_and_one_says_which()
    {
        await StandAsync("shared");
        Assert.Equal(0, (await desk.RunAsync("searches", "save", "shared/dev", "mine", "--product", "day")).ExitCode);
        Assert.Equal("saved 'mine': sql select 1 as a, from obs = type:TXT*3\n", (await desk.RunAsync("searches", "save", "shared/dev", "mine", "--sql", "select 1 as a", "--from", "obs=type:TXT*3")).Out);
        var which = await desk.RunAsync("searches", "rm", "shared/dev", "mine");
        Assert.Equal((ExitCode.Usage, true), (which.ExitCode, which.Error.Contains("--room products or --room query", StringComparison.Ordinal)));
        Assert.Equal(["day_1.txt"], await NamesAsync("searches", "run", "shared/dev", "mine", "--room", "products"));
        Assert.Equal(0, (await desk.RunAsync("searches", "rm", "shared/dev", "mine", "--room", "products")).ExitCode);
        Assert.Equal("query", (await desk.RunAsync("searches", "ls", "shared/dev", "--json")).Json["items"]![0]!["room"]!.GetValue<string>());
        var unknown = await desk.RunAsync("searches", "run", "shared/dev", "mime");
        Assert.Contains("You have no search 'mime' in shared/dev; did you mean 'mine'?", unknown.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("One NAME", "searches", "run", "neo/dev")]
    [InlineData("What is to be looked for?", "searches", "save", "neo/dev", "x")]
    [InlineData("save two", "searches", "save", "neo/dev", "x", "--sql", "select 1", "--type", "BIN")]
    [InlineData("--sql asks it", "searches", "save", "neo/dev", "x", "--from", "obs=a.csv")]
    [InlineData("is no area", "searches", "save", "neo/dev", "x", "--area", "1 2,3 400,5 6")]
    [InlineData("is not a time", "searches", "save", "neo/dev", "x", "--since", "soon")]
    [InlineData("Which searches?", "searches", "rm", "neo/dev")]
    public async Task What_makes_no_sense_says_what_would(string words, params string[] args)
    {
        var said = await desk.RunAsync(args);
        Assert.Equal(ExitCode.Usage, said.ExitCode);
        Assert.Contains(words, said.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name=S1A_*_AUX_*&order=oldest", "startswith(Name,'S1A_') and contains(Name,'_AUX_')")]
    [InlineData("name=o%27clock+sharp", "contains(Name,'o''clock sharp')")]
    [InlineData("from=2026-11-01&until=2026-11-02T10:00:00Z&filter=ContentLength%20gt%201", "PublicationDate ge 2026-11-01T00:00:00.000Z and PublicationDate lt 2026-11-02T10:00:00Z and (ContentLength gt 1)")]
    [InlineData("area=5%2055,15%2055,15%2045,5%2045", "OData.CSC.Intersects(area=geography'SRID=4326;POLYGON((5 45,15 45,15 55,5 55,5 45))')")]
    [InlineData("area=170%20-10,-170%20-10,-170%2010,170%2010", "OData.CSC.Intersects(area=geography'SRID=4326;POLYGON((170 -10,-170 -10,-170 10,170 10,170 -10))')")]
    [InlineData("area=nowhere", "")]
    public void What_the_portal_kept_is_asked_for_as_the_portal_does(string query, string filter) => Assert.Equal(filter, SearchFilter.Of(SearchAddress.Read(query)));

    [Fact]
    public void An_address_is_read_as_it_was_written()
    {
        var address = new SearchAddress();
        address.Add("sql", "select 'a&b=c+d' -- 50%\nfrom x");
        address.Add("from", " ");
        Assert.Equal("select 'a&b=c+d' -- 50%\nfrom x", SearchAddress.Read(address.ToString())["sql"]);
        Assert.Null(SearchAddress.Read(address.ToString())["from"]);
    }
}
