using System.Globalization;

namespace Gantry.Comparing.Tests;

public sealed class TableTests
{
    [Fact]
    public async Task Rows_belong_together_by_key_and_columns_by_name()
    {
        var result = await Compared.AsTable("object,moid,note\nApophis,0.1,x\nBennu,0.2,\"y, z\"\n", "note,object,moid\n\"y, z\",Bennu,0.20\nx,Apophis,0.1\n", "object");

        Assert.Equal("They are the same, 2 rows.", result.Sentence);
    }

    [Fact]
    public async Task A_difference_names_key_column_and_both_values()
    {
        var result = await Compared.AsTable("object,moid\nApophis,0.1\nBennu,0.2\n", "object,moid\nBennu,0.25\nApophis,0.1\nEros,0.3\n", "object");

        Assert.Equal((1L, 0L, 1L), (result.Differing, result.OnlyLeft, result.OnlyRight));
        Assert.Equal("1 of 2 rows that both have differs in moid (1, at most by 0.05); 1 row is only in the second.", result.Sentence);
        Assert.Equal(["'Bennu', moid: '0.2' and '0.25', 0.05 apart", "'Eros' is only in the second"], result.First.Select(d => d.Sentence));
        Assert.Equal(("moid", 1L), (result.Columns[0].Name, result.Columns[0].Rows));
    }

    [Theory]
    [InlineData("1.0000001", "1", 1e-6, 0, true)]
    [InlineData("1.00001", "1", 1e-6, 0, false)]
    [InlineData("1000.01", "1000", 0, 1e-4, true)]
    [InlineData("1000.2", "1000", 0, 1e-4, false)]
    [InlineData("1e-30", "0", 1e-12, 0, true)]
    [InlineData("NaN", "nan", 0, 0, true)]
    [InlineData("NaN", "1", 1e300, 0, false)]
    [InlineData("Infinity", "1", 1e300, 0, false)]
    [InlineData("9007199254740993", "9007199254740992", 0, 0, false)]
    [InlineData("1.50", "1.5", 0, 0, true)]
    [InlineData("2026-01-01T00:00:00.4Z", "2026-01-01T00:00:00Z", 0.5, 0, true)]
    [InlineData("2026-01-01T00:00:01Z", "2026-01-01T00:00:00Z", 0.5, 0, false)]
    [InlineData("abc", "abd", 10, 0, false)]
    [InlineData("", "0", 10, 0, false)]
    public async Task Tolerances_hold_for_numbers_and_instants(string left, string right, double absolute, double relative, bool isSame)
    {
        var rules = ComparisonRules.OfTable with { Tolerances = new Dictionary<string, Tolerance> { ["*"] = new(absolute, relative) } };

        Assert.Equal(isSame, (await Compared.As(rules, "v,w\n" + left + ",1\n", "v,w\n" + right + ",1\n")).IsSame);
    }

    [Fact]
    public async Task Columns_that_only_one_has_are_named_also_where_there_is_no_row()
    {
        var result = await Compared.AsTable("a,b\n", "a,c\n");

        Assert.Equal("only the first has the column b; only the second has the column c.", result.Sentence);
        Assert.True((await Compared.As(ComparisonRules.OfTable with { IgnoredColumns = ["b", "c"] }, "a,b\n1,2\n", "a,c\n1,3\n")).IsSame);
    }

    [Fact]
    public async Task Json_in_a_list_is_json_in_lines_is_csv()
    {
        const string List = """[ {"n": 1, "o": {"a": 2.50, "axes": [1, 2]}, "t": "x"}, {"n": 2, "t": null} ]""";
        const string Lines = """{"n":1,"o":{"a":2.5,"axes":[1,2]},"t":"x"}""" + "\n" + """{"n":2}""";
        const string Csv = "n;o.a;o.axes[0];o.axes[1];t\n1;2.5;1;2;x\n2;;;;\n";

        Assert.Equal("They are the same, 2 rows.", (await Compared.AsTable(List, Lines)).Sentence);
        Assert.Equal("They are the same, 2 rows.", (await Compared.AsTable(List, Csv, "n")).Sentence);
    }

    [Fact]
    public async Task In_json_a_text_is_not_a_number_and_a_property_that_comes_late_counts()
    {
        Assert.Equal("row 1, a: '1' and '1', a text and a number", (await Compared.AsTable("""{"a":"1"}""", """{"a":1}""")).First[0].Sentence);
        Assert.Equal(1, (await Compared.AsTable("""{"a":1,"b":5}{"a":2}""", """{"a":1}{"a":2,"b":null}""")).Differing);
    }

    [Fact]
    public async Task Rows_far_out_of_order_are_compared_in_several_passes()
    {
        var rows = Enumerable.Range(0, 20_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},{i * 0.5}")).ToList();
        var changed = rows.AsEnumerable().Reverse().Select(r => r == "77,38.5" ? "77,38.6" : r);
        var rules = ComparisonRules.OfTable with { Keys = ["id"], MostWaitingBytes = 1 << 20 };

        var result = await Compared.As(rules, "id,v\n" + string.Join('\n', rows), "id,v\n" + string.Join('\n', changed));

        Assert.Equal((20_000L, 20_000L, 1L, 0L, 0L), (result.Left, result.Right, result.Differing, result.OnlyLeft, result.OnlyRight));
        Assert.Equal("77", Assert.Single(result.First[0].Key));
    }

    [Fact]
    public async Task Rows_with_the_same_key_are_taken_in_their_order()
    {
        var result = await Compared.AsTable("k,v\na,1\na,2\na,3\n", "k,v\na,1\na,2\n", "k");

        Assert.Equal((0L, 1L), (result.Differing, result.OnlyLeft));
    }

    [Theory]
    [InlineData("k,v\n1,2\n", "x,v\n1,2\n", "the second has no column 'k'; its columns are x, v")]
    [InlineData("k,v\n1,\"2\n", "k,v\n1,2\n", "the first, line 2: a quote is opened and not closed")]
    [InlineData("", "k\n1\n", "the first, line 1: the file is empty, and a table has at least a row of column names")]
    [InlineData("[{\"k\":1},\n{\"k\":]", "k\n1\n", "the first, line 2: the object is not closed")]
    [InlineData("[{\"k\":1}", "k\n1\n", "the first, line 1: the list is not closed")]
    [InlineData("[{\"k\":1}] x", "k\n1\n", "the first, line 1: something follows the list")]
    [InlineData("[{\"k\":1} {\"k\":2}]", "k\n1\n", "the first, line 1: expected ',' or ']' between the objects of the list")]
    [InlineData("[1,2]", "k\n1\n", "the first, line 1: expected an object, which begins with '{'")]
    public async Task What_is_no_table_is_said(string left, string right, string problem)
    {
        var result = await Compared.AsTable(left, right, "k");

        Assert.Equal((Outcome.NotComparable, problem), (result.Outcome, result.Problem));
    }

    [Fact]
    public async Task A_row_without_end_is_refused_before_it_fills_the_memory()
    {
        var endless = new byte[TableReader.MostRowBytes + 100];
        endless.AsSpan().Fill((byte)'x');

        var result = await Compared.As(ComparisonRules.OfTable, endless, "a\n1\n"u8.ToArray());

        Assert.Equal("the first, line 1: the row has more than 4,194,304 bytes", result.Problem);
    }

    [Fact]
    public async Task Cells_beyond_the_last_column_count()
    {
        Assert.False((await Compared.AsTable("a,b\n1,2,3\n", "a,b\n1,2,4\n")).IsSame);
        Assert.True((await Compared.AsTable("a,b\n1,2,3\n", "a,b\n1,2,3\n")).IsSame);
    }
}
