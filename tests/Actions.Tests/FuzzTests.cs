using System.Text;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Actions.Tests;

/// <summary>Whatever a file holds, an action says yes or no to it.</summary>
public sealed class FuzzTests : IDisposable
{
    private static readonly string[] _pieces =
        ["a", ",", ";", "\"", "\n", "\r\n", "{", "}", "[", "]", "\"a\":", ":", "1", "-2.5e300", "1e999", "NaN", "null", "true", "\\", "\\ud800", "\0", "é", "\uD800", " ", "2026-01-01", "9999-12-31T23:59:59Z", "0001-01-01"];

    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(60);

    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    private static Gen<(string Name, byte[] Content)> Files =>
        from pieces in Gen.Elements(_pieces).ListOf()
        from begin in Gen.Elements("", "a,b\n", "a,b\n1,2\n", "[{\"a\":1},", "{\"a\":\"2026-01-01\"}")
        from name in Gen.Elements("t.csv", "t.json", "t.tsv", "t.jsonl")
        select (name, Encoding.UTF8.GetBytes(begin + string.Concat(pieces)));

    [Fact]
    public void A_check_answers_any_file() => Answers("check", new
    {
        columns = new { a = new { kind = "number", from = 0, rises = true, unique = true }, b = new { kind = "time", optional = true } }, unique = new[] { "a" }, refused = "50%",
    }, "out:refused=bad.csv", "out:accepted=good.json", "out:report=r.json");

    [Fact]
    public void A_plot_answers_any_file_and_draws_only_what_can_be_read() => Answers("plot", new { x = "a", y = "b", by = "a", log = "y" }, "out:p=p.svg");

    [Fact]
    public void Any_text_can_stand_in_a_drawing() =>
        Prop.ForAll<string>(text => XDocument.Parse($"<t a=\"{PlotSvg.Escape(text ?? "")}\">{PlotSvg.Escape(text ?? "")}</t>").Root is not null).Check(_config);

    private void Answers(string verb, object with, params string[] outputs) => Prop.ForAll(Files.ToArbitrary(), file =>
    {
        File.WriteAllBytes(_bench.At(file.Name), file.Content);
        var code = _bench.RunAsync(verb, with, [$"in:t={file.Name}", .. outputs]).GetAwaiter().GetResult();
        if (verb == "plot" && code == 0)
            XDocument.Parse(_bench.Read("p.svg"));
        return code is 0 or ActionHost.SaysNo && (code == 0 || _bench.Complained.Length > 0);
    }).Check(_config);
}
