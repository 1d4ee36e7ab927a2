using FsCheck;
using FsCheck.Fluent;

namespace Gantry.OData.Tests;

public sealed class FilterPropertyTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(5_000).WithEndSize(60);

    [Fact]
    public void What_a_tree_prints_reads_back_as_the_same_tree() =>
        Prop.ForAll(SomeFilter.Conditions(5).ToArbitrary(), tree =>
        {
            var reading = FilterParser.Parse(tree.ToString());
            return tree.Equals(reading.Value) && reading.Value.ToString() == tree.ToString() && tree.GetHashCode() == reading.Value.GetHashCode();
        }).Check(_config);

    [Fact]
    public void Random_text_is_answered() => Prop.ForAll<string>(text => IsAnswered(text ?? "")).Check(_config);

    [Fact]
    public void Random_syntax_is_answered()
    {
        string[] pieces =
            ["Name", " eq ", " and ", " or ", "not ", " in ", "(", ")", ",", "/", ":", "=", "'", "''", "'x'", "any(", "a:", "contains(", "tolower(",
             "geography'", "guid'", "OData.CSC.Intersects(area=", "OData.CSC.X'", "2026-01-01T00:00:00Z", "-", "1", ".", "e", "null", "true", "$", "\0", "\uD800", "é", " "];

        Prop.ForAll(Gen.Elements(pieces).ListOf().Select(string.Concat).ToArbitrary(), IsAnswered).Check(_config);
    }

    [Fact]
    public void A_filter_with_slips_in_it_is_answered()
    {
        var slips = from tree in SomeFilter.Conditions(4)
                    from seed in Gen.Choose(0, int.MaxValue - 1)
                    select Slip(tree.ToString(), new System.Random(seed));

        Prop.ForAll(slips.ToArbitrary(), IsAnswered).Check(_config);
    }

    [Fact]
    public void Random_options_are_answered()
    {
        var keys = Gen.Elements("$filter", "$orderby", "$top", "$skip", "$count", "$expand", "$select", "$format", "$x", "x", "");
        var values = ArbMap.Default.GeneratorFor<string?>();
        var pairs = (from key in keys from value in values select KeyValuePair.Create(key, value)).ListOf();

        Prop.ForAll(pairs.ToArbitrary(), p => QueryOptions.Parse(p) is var reading && reading.Value is null != reading.Problem is null).Check(_config);
    }

    // Answered: a tree that prints and reads back, or a problem that points into the text.
    private static bool IsAnswered(string text)
    {
        var reading = FilterParser.Parse(text);
        return reading.TryGet(out var filter, out var problem)
            ? filter.Equals(FilterParser.Parse(filter.ToString()).Value)
            : problem.Position >= 0 && problem.Position <= text.Length && problem.Message.Length > 0;
    }

    private static string Slip(string text, System.Random random)
    {
        for (var slips = random.Next(1, 4); slips > 0; slips--)
        {
            var at = random.Next(text.Length + 1);
            var length = random.Next(Math.Min(6, text.Length - at + 1));
            text = random.Next(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, text.Substring(at, length)),
                2 => text.Insert(at, "'(),/:= eE.-0A\0é"[random.Next(16)].ToString()),
                _ => text[..at],
            };
        }
        return text;
    }
}
