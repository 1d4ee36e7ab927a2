using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Comparing.Tests;

public sealed class FuzzTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(80);

    private static readonly string[] _pieces =
        ["a", "b", ",", ";", "\t", "\"", "\"\"", "\n", "\r\n", "\r", "{", "}", "[", "]", "\"a\":", ":", "1", "-2.5e300", "1e999", "null", "true", "\\", "\\u", "\\ud800", "\0", "é", "\uD800", " ", "﻿"];

    private static Gen<byte[]> Files => Gen.OneOf(
        ArbMap.Default.GeneratorFor<byte[]>().Select(b => b ?? []),
        Gen.Elements(_pieces).ListOf().Select(p => Encoding.UTF8.GetBytes(string.Concat(p))),
        Gen.Elements(_pieces).ListOf().Select(p => Encoding.UTF8.GetBytes("[{\"a\":1}," + string.Concat(p))),
        Gen.Elements(_pieces).ListOf().Select(p => Encoding.UTF8.GetBytes("a,b\n1,2\n" + string.Concat(p))));

    private static Gen<ComparisonRules> Rules =>
        from manner in Gen.Elements(Manner.Bytes, Manner.Text, Manner.Table)
        from keys in Gen.Elements<string[]>([], ["a"], ["a", "b"])
        from format in Gen.Elements<TableFormat?>(null, TableFormat.Csv, TableFormat.Json)
        from shown in Gen.Choose(0, 5)
        select new ComparisonRules { Manner = manner, Keys = keys, Format = format, MostShown = shown };

    [Fact]
    public void Any_two_files_are_answered() =>
        Prop.ForAll((from a in Files from b in Files from r in Rules select (a, b, r)).ToArbitrary(), t =>
        {
            var result = Compare(t.a, t.b, t.r);
            return result.First.Count <= t.r.MostShown && result.Sentence.Length > 0 && (result.Outcome == Outcome.NotComparable) == result.Problem is not null
                && (!result.IsSame || (result.Left == result.Right && result.First.Count == 0));
        }).Check(_config);

    [Fact]
    public void A_file_is_the_same_as_itself_or_cannot_be_compared() =>
        Prop.ForAll((from a in Files from r in Rules select (a, r)).ToArbitrary(), t => Compare(t.a, t.a, t.r).Outcome != Outcome.Different).Check(_config);

    [Fact]
    public void Both_ways_round_give_the_same_answer() =>
        Prop.ForAll((from a in Files from b in Files from r in Rules select (a, b, r)).ToArbitrary(), t =>
        {
            var (there, back) = (Compare(t.a, t.b, t.r), Compare(t.b, t.a, t.r));
            // Of two equally near places where texts meet again, one is chosen, so there the split may differ.
            return there.Outcome == back.Outcome && there.Left == back.Right
                && (t.r.Manner == Manner.Text || (there.OnlyLeft == back.OnlyRight && there.Differing == back.Differing));
        }).Check(_config);

    [Fact]
    public void Lines_that_are_put_in_or_taken_out_are_counted()
    {
        var edits = from lines in Gen.Choose(0, 60) from at in Gen.Choose(0, 60) from count in Gen.Choose(1, 20) select (lines, at: Math.Min(at, lines), count);

        Prop.ForAll(edits.ToArbitrary(), t =>
        {
            var before = Enumerable.Range(0, t.lines).Select(i => $"line {i}\n").ToList();
            var after = before.ToList();
            after.InsertRange(t.at, Enumerable.Range(0, t.count).Select(i => $"new {i}\n"));
            var result = Compare(Bytes(before), Bytes(after), ComparisonRules.OfText);
            return (result.Differing, result.OnlyLeft, result.OnlyRight) == (0, 0, t.count);
        }).Check(_config);

        static byte[] Bytes(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines));
    }

    private static ComparisonResult Compare(byte[] left, byte[] right, ComparisonRules rules) =>
        Comparer.CompareAsync(new MemoryStream(left), new MemoryStream(right), rules, CancellationToken.None).GetAwaiter().GetResult();
}
