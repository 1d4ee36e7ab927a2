using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Pipelines.Tests.Runs;

public class MaskingTests
{
    [Fact]
    public void No_secret_is_seen_however_the_text_is_cut() =>
        Prop.ForAll(Gen.Choose(1, 9).ToArbitrary(), Gen.Choose(0, 30).ToArbitrary(), (piece, before) =>
        {
            var text = new string('a', before) + "secret-word" + "secret-wor" + "secret-word!\nsecr";
            var (masking, shown) = (new Masking(["secret-word", "abc"]), new StringBuilder());
            foreach (var part in Encoding.UTF8.GetBytes(text).Chunk(piece))
                shown.Append(Encoding.UTF8.GetString(masking.Add(part).Span));
            shown.Append(Encoding.UTF8.GetString(masking.End().Span));
            Assert.Equal(new string('a', before) + "***" + "secret-wor" + "***!\nsecr", shown.ToString());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Each_line_of_a_secret_is_one() =>
        Assert.Equal("-***-", Encoding.UTF8.GetString([.. new Masking(["first-line\nsecond-line"]) is var m ? m.Add("-second-line-"u8.ToArray()).ToArray() : [], .. m.End().ToArray()]));

    [Fact]
    public void Progress_is_read_out_of_any_lines()
    {
        var lines = new ProgressLines();
        lines.Add("nothing\nprogress 0.25 parsing\nprog"u8);
        Assert.Equal((0.25, "parsing"), lines.Latest);
        lines.Add("ress 0.5\nprogress 7 too much\n"u8);
        Assert.Equal((0.5, null), lines.Latest);
    }
}
