using Xunit;

namespace Gantry.Tests.Missions;

public class ReleaseManifestTests
{
    private static readonly ReleaseFile _a = new("a.yaml", Digest.Of("a"), 1);
    private static readonly ReleaseFile _b = new("sub/b.sh", Digest.Of("b"), 1);

    [Fact]
    public void Is_a_list_that_sha256sum_reads() =>
        Assert.Equal($"{Digest.Of("a")}  a.yaml\n{Digest.Of("b")}  sub/b.sh\n", ReleaseManifest.Text([_b, _a]));

    [Fact]
    public void Has_an_id_that_depends_on_names_and_contents_and_not_on_order()
    {
        Assert.Equal(ReleaseManifest.Id([_a, _b]), ReleaseManifest.Id([_b, _a]));
        Assert.NotEqual(ReleaseManifest.Id([_a, _b]), ReleaseManifest.Id([_a, _b with { Path = "sub/c.sh" }]));
        Assert.NotEqual(ReleaseManifest.Id([_a, _b]), ReleaseManifest.Id([_a, _b with { Digest = Digest.Of("c") }]));
    }

    [Theory]
    [InlineData("steps/orbit.py", true)]
    [InlineData("../up", false)]
    [InlineData("/absolute", false)]
    [InlineData("a//b", false)]
    [InlineData("a/./b", false)]
    [InlineData("back\\slash", false)]
    [InlineData("new\nline", false)]
    public void Takes_only_paths_that_stay_inside_and_fit_everywhere(string path, bool fits) =>
        Assert.Equal(fits, ReleaseManifest.WrongWithPath(path) is null);
}
