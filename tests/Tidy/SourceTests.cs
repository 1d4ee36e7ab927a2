using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Gantry.Tidy;

public partial class SourceTests
{
    [Fact]
    public void Gives_every_log_line_an_id_of_its_own_from_its_house_number()
    {
        var seen = new Dictionary<int, string>();
        foreach (var file in Tree.Files("src", ".cs"))
        {
            foreach (Match line in LogLine().Matches(Tree.Read(file)))
            {
                var id = int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture);
                Assert.True(seen.TryAdd(id, file), $"Log id {id} stands in {seen.GetValueOrDefault(id)} and in {file}.");
                Assert.True(HouseNumber(file) == id / 1000, $"Log id {id} in {file} should begin with {HouseNumber(file)}.");
            }
        }
        Assert.NotEmpty(seen);
    }

    [Fact]
    public void Uses_no_table_outside_the_area_that_owns_it()
    {
        var looked = 0;
        foreach (var file in Tree.Files("src", ".cs", ".sql"))
        {
            var owner = file.Split('/') is ["src", "areas", var area, ..] ? area.ToLowerInvariant() : "core";
            // What the engines keep of themselves belongs to the backends; migrations of all areas run through Gantry.
            foreach (Match table in TableName().Matches(Tree.Read(file)))
            {
                looked++;
                Assert.True(table.Groups[1].Value == owner, $"{file} uses the table {table.Value}, which belongs to {table.Groups[1].Value}: areas talk through journal entries and ports.");
            }
        }
        Assert.True(looked > 20, "The search for table names finds nothing any more.");
    }

    // A string interpolated inside a hole of a statement would be taken for SQL itself.
    [Fact]
    public void Never_interpolates_inside_a_hole() =>
        Assert.DoesNotContain(Tree.Files("src", ".cs"), file => Tree.Read(file).Contains("{$\"", StringComparison.Ordinal));

    [Fact]
    public void Leaves_nothing_to_do()
    {
        var left = Tree.Files("src").Concat(Tree.Files("tests", ".cs")).Concat(Tree.Files("docs", ".md")).Concat(Tree.Files("missions"))
            .Where(file => !file.StartsWith("tests/Tidy/", StringComparison.Ordinal))
            .Where(file => LeftOver().IsMatch(Tree.Read(file)));
        Assert.Empty(left);
    }

    [Fact]
    public void Has_fault_codes_that_begin_with_their_area_and_stand_once()
    {
        var seen = new Dictionary<string, string>();
        foreach (var file in Tree.Files("src", "Faults.cs").Where(f => f != "src/Gantry.Web/Faults.cs"))
        {
            foreach (Match code in FaultCode().Matches(Tree.Read(file)))
            {
                if (seen.TryGetValue(code.Value, out var other))
                    Assert.True(other == file, $"The fault {code.Value} is made in {other} and in {file}.");
                seen[code.Value] = file;
            }
        }
        Assert.True(seen.Count > 20, "The search for fault codes finds nothing any more.");
    }

    private static int HouseNumber(string file) => file.Split('/') switch
    {
        [_, "areas", "Hub", ..] => 2,
        [_, "areas", "Pipelines", ..] => 3,
        [_, "areas", "Telemetry", ..] => 5,
        [_, "areas", "Delivery", ..] => 4,
        [_, "areas", "Operations", ..] => 6,
        [_, "areas", "Security", ..] => 7,
        [_, "hosts", ..] => 9,
        _ => 1,
    };

    [GeneratedRegex(@"\[LoggerMessage\((\d+),")]
    private static partial Regex LogLine();

    [GeneratedRegex(@"(?<=\b(?:from|into|update|join|table|on|exists)\s+)(core|hub|delivery|operations|security|pipelines|telemetry)_[a-z_]+")]
    private static partial Regex TableName();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex LeftOver();

    [GeneratedRegex(@"(?<=FaultKind\.\w+, "")[a-z0-9]+\.[a-z0-9_]+")]
    private static partial Regex FaultCode();
}
