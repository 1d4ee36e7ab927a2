using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Xtce.Tests;

public sealed class WriterTests
{
    private static string Write(SpaceSystem root, XtceVersion version)
    {
        using var stream = new MemoryStream();
        XtceWriter.Write(root, stream, version);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    [Theory]
    [InlineData(XtceVersion.V12)]
    [InlineData(XtceVersion.V13)]
    public void Writes_what_is_read_back_as_the_same(XtceVersion version) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var root = Given.Read(new SomeDatabase(seed).Xml()).Database!.Root;
            var written = Write(root, version);
            var again = Given.ReadStrictly(written);

            Assert.DoesNotContain(again.Diagnostics, d => d.Code is "XT000" or "XT002" or "XT003" or "XT004" or "XT005");
            Assert.Equal(root, again.Database!.Root);
            Assert.Equal(written, Write(again.Database.Root, version));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Theory]
    [InlineData(XtceVersion.V12)]
    [InlineData(XtceVersion.V13)]
    public void Leaves_nothing_out(XtceVersion version)
    {
        var reading = Given.ReadStrictly(Everything.Xml);
        Assert.DoesNotContain(reading.Diagnostics, d => d.Code is "XT000" or "XT002" or "XT003" or "XT004" or "XT005" or "XT012");

        var written = Write(reading.Database!.Root, version);
        var again = Given.ReadStrictly(written);

        Assert.DoesNotContain(again.Diagnostics, d => d.Code is "XT000" or "XT002" or "XT003" or "XT004" or "XT005" or "XT012");
        // A list of cases has no default in 1.2 and must have one in 1.3.
        if (version == XtceVersion.V12)
            Assert.Equal(reading.Database.Root, again.Database!.Root);
        Assert.Equal(written, Write(again.Database!.Root, version));
        // Every word of the document was understood and written.
        Assert.Equal(Words(Everything.Xml), Words(Write(reading.Database.Root, XtceVersion.V12)));
    }

    [Fact]
    public void Does_not_write_what_nobody_understood() =>
        Assert.Throws<InvalidOperationException>(() => Write(Given.Read(Given.Telemetry("", "", "<SequenceContainer name='c'><EntryList><Nonsense/></EntryList></SequenceContainer>")).Database!.Root, XtceVersion.V12));

    private static Dictionary<string, int> Words(string xml) => System.Xml.Linq.XDocument.Parse(xml).Descendants().CountBy(e => e.Name.LocalName).OrderBy(p => p.Key).ToDictionary();
}
