using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Gantry.Server.Tests.Policies;

public sealed class OpenApiTests(SqliteHouse fixture) : IClassFixture<SqliteHouse>
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, NewLine = "\n" };

    [Fact]
    public async Task The_wire_contract_is_the_approved_one()
    {
        var text = await fixture.House.Admin.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
        var made = JsonNode.Parse(text)!.ToJsonString(_indented) + "\n";
        var file = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "api", "gantry.v1.json"));
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            await File.WriteAllTextAsync(file, made, TestContext.Current.CancellationToken);
        var kept = File.Exists(file) ? await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) : "";
        Assert.True(kept == made, "The wire contract differs from api/gantry.v1.json. Look at the difference, and approve it with APPROVE=1 ./test --quick");
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own()
    {
        var document = JsonNode.Parse(await fixture.House.Admin.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;
        var names = document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()).Select(o => o.Value!["operationId"]?.GetValue<string>()).ToList();
        Assert.DoesNotContain(null, names);
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    private static string Here([CallerFilePath] string file = "") => file;
}
