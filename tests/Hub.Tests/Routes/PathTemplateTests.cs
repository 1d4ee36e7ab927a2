using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Gantry.Hub.Tests.Routes;

public class PathTemplateTests
{
    private static readonly DateTimeOffset _published = new(2031, 4, 5, 23, 59, 0, TimeSpan.FromHours(-2));

    private static Product Some(string name = "S1A.tar.gz", params (string Name, string Value)[] attributes) => new(
        Guid.Empty, "sentinel", "ops", name, "AUX", new Blob(Digest.Of(""), "", 0), _published, null, "somebody", Digest.Of(""))
    {
        Metadata = new() { ValidFrom = new DateTimeOffset(2030, 1, 2, 3, 4, 0, TimeSpan.Zero), Attributes = [.. attributes.Select(a => new ProductAttribute(a.Name, new AttributeValue.Text(a.Value)))] },
    };

    [Theory]
    [InlineData("{name}", "S1A.tar.gz")]
    [InlineData("{type}/{yyyy}/{MM}/{dd}/{HH}{mm}/{name}", "AUX/2031/04/06/0159/S1A.tar.gz")]
    [InlineData("{mission}-{environment}/{DDD}/{stem}.{extension}", "sentinel-ops/096/S1A.tar.gz")]
    [InlineData("{start:yyyy}{start:MM}/{name}", "203001/S1A.tar.gz")]
    [InlineData("{attribute:unit}/{name}", "A_B/S1A.tar.gz")]
    public void Is_filled_from_the_product(string template, string path) =>
        Assert.Equal(path, PathTemplate.Read(template).OrThrow().Fill(Some(attributes: ("unit", "A/B"))).OrThrow());

    [Fact]
    public void Says_what_a_product_lacks() =>
        Assert.Equal("hub.route_path_unfilled", PathTemplate.Read("{attribute:orbit}/{name}").OrThrow().Fill(Some()).Fault?.Code);

    // An attribute comes out of a file's header, and so from a stranger.
    [Fact]
    public void No_value_leads_out_of_the_target() => Prop.ForAll(
        Gen.OneOf(Gen.Elements("..", ".", "../../etc", "/etc/passwd", "a/../..", "\0", "C:\\x", ". .", "~root"), ArbMap.Default.GeneratorFor<string?>().Select(s => s ?? "")).ToArbitrary(),
        value =>
        {
            var filled = PathTemplate.Read("in/{attribute:x}/{name}").OrThrow().Fill(Some(attributes: ("x", value)));
            return !filled.TryGet(out var path, out _) || (path.Split('/') is ["in", not (".." or "." or ""), "S1A.tar.gz"] && path.All(c => c is >= ' ' and <= '~'));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Any_template_is_answered() => Prop.ForAll(
        Gen.Elements("{", "}", "{name}", "{yyyy}", "/", "..", ".", "a", "{attribute:", "{start:", "\n", "é", " ").ListOf().Select(string.Concat).ToArbitrary(),
        text => PathTemplate.Read(text) is var read && (read.Fault is not null || read.OrThrow().Fill(Some()) is var _)).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Theory]
    [InlineData("20:00-06:00 UTC", 23, true)]
    [InlineData("20:00-06:00 UTC", 5, true)]
    [InlineData("20:00-06:00 UTC", 6, false)]
    [InlineData("20:00-06:00 UTC", 12, false)]
    [InlineData("08:00-16:00 UTC", 8, true)]
    [InlineData("08:00-16:00 UTC", 16, false)]
    public void Hours_reach_past_midnight(string hours, int hour, bool open) =>
        Assert.Equal(open, SendingWindow.Read(hours)!.IsOpen(new DateTimeOffset(2031, 4, 5, hour, 0, 0, TimeSpan.Zero)));
}
