using Gantry.TestKit;
using Xunit;

namespace Gantry.Cli.Tests;

public sealed class SampleCommandTests(Desk desk) : IClassFixture<Desk>
{
    private static string Sentinel => Path.Combine(SampleMissions.Find(), "sentinel");

    [Fact]
    public async Task The_sample_missions_are_sound()
    {
        foreach (var mission in SampleMissions.Names)
            Assert.Contains("is sound", (await desk.RunAsync("check", Path.Combine(SampleMissions.Find(), mission))).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_kind_of_sample_is_taken_as_the_type_it_is_made_for()
    {
        Assert.Equal(0, (await desk.RunAsync("apply", Sentinel)).ExitCode);
        using var folder = new TempFolder("samples");
        var at = new DateTime(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);
        foreach (var kind in SampleKind.Sentinel)
        {
            for (var number = 0; number < 2; number++)
            {
                var file = kind.Make(at.AddHours(-number), number);
                await file.WriteAsync(folder.Path, TestContext.Current.CancellationToken);
                var put = await desk.RunAsync("put", "sentinel/dev", folder.At(file.Name), "--verify");
                Assert.True(put.ExitCode == 0, put.Error);
                var product = (await desk.RunAsync("ls", "sentinel/dev", "--json")).Json["items"]!.AsArray().Single(p => p!["name"]!.GetValue<string>() == file.Name)!;
                Assert.Equal(kind.Type, product["type"]!.GetValue<string>());
                Assert.NotNull(product["validFrom"]);
                Assert.StartsWith("SENTINEL-", product["attributes"]!["platformShortName"]!.GetValue<string>(), StringComparison.Ordinal);
            }
        }
        var punctuality = await desk.RunAsync("punctuality", "sentinel/dev");
        Assert.Contains("AUX_WND", punctuality.Out, StringComparison.Ordinal);
        Assert.Contains("on time", punctuality.Out, StringComparison.Ordinal);
        Assert.Contains("came late", (await desk.RunAsync("punctuality", "sentinel/dev", "AUX_WND")).Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Missing, (await desk.RunAsync("punctuality", "sentinel/dev", "NO_SUCH")).ExitCode);
        Assert.Equal(ExitCode.Usage, (await desk.RunAsync("punctuality", "sentinel/dev", "A", "B")).ExitCode);
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_files_and_each_name_once()
    {
        using var folder = new TempFolder("samples");
        foreach (var into in (string[])["first", "again"])
            Assert.Equal(0, (await desk.RunAsync("sample", "sentinel", "--into", folder.At(into), "--count", "60", "--seed", "7")).ExitCode);
        var names = Directory.GetFiles(folder.At("first")).Select(f => Path.GetFileName(f)!).Order().ToList();
        Assert.Equal(60, names.Count);
        Assert.Equal(names, Directory.GetFiles(folder.At("again")).Select(f => Path.GetFileName(f)!).Order());
        Assert.All(names, name => Assert.Equal(Digest.Of(File.ReadAllBytes(folder.At("first", name))), Digest.Of(File.ReadAllBytes(folder.At("again", name)))));
        Assert.Equal(5_000, new SampleTraffic(7, new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)).Files().Take(5_000).Select(f => f.Name).Distinct().Count());
    }

    [Fact]
    public void A_day_of_samples_holds_each_kind_about_as_often_as_it_comes()
    {
        var day = new SampleTraffic(1, new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)).Files().Take(3_600).Select(f => f.Name).ToList();
        // Ten days, a little more than a tenth off at most.
        Assert.InRange(day.Count(n => n.Contains("_AUX_WND_", StringComparison.Ordinal)), 1_600, 2_000);
        Assert.InRange(day.Count(n => n.Contains("_AUX_RESORB_", StringComparison.Ordinal)), 240, 320);
        Assert.InRange(day.Count(n => n.StartsWith("S3", StringComparison.Ordinal)), 470, 610);
    }

    [Theory]
    [InlineData("at least 1", "--count", "0")]
    [InlineData("is not a number of files", "--rate", "0")]
    [InlineData("is not a day", "--from", "tomorrow")]
    public async Task What_makes_no_sense_says_what_would(string words, params string[] args)
    {
        var said = await desk.RunAsync(["sample", "sentinel", "--into", Path.GetTempPath(), .. args]);
        Assert.Equal(ExitCode.Usage, said.ExitCode);
        Assert.Contains(words, said.Error, StringComparison.Ordinal);
    }
}
