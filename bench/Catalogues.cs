using System.Diagnostics;
using System.Globalization;
using Gantry.Bench.Running;
using Gantry.Hub;
using Gantry.OData;
using Npgsql;

namespace Gantry.Bench;

/// <summary>Questions to catalogues of growing size, as the OData door puts them, on both engines.</summary>
internal sealed class Catalogues(IReadOnlyList<int> sizes) : IBenchmark
{
    private const int Questions = 200;

    private static readonly SqlText _visible = SqlText.Constant("(mission = 'demo' and environment = 'ops')");

    public string Name => "catalogue";

    public async IAsyncEnumerable<Row> RunAsync(Scratch scratch)
    {
        foreach (var size in sizes)
        {
            using var part = new Scratch($"{Name}-{size}");
            await using var postgres = await DurablePostgres.StartAsync(part);
            await foreach (var (engine, database) in Engines.OpenAsync(part, postgres))
            {
                await CatalogueFill.FillAsync(database, size);
                if (engine == "PostgreSQL")
                    await VacuumAsync(postgres!.LastConnection);
                foreach (var (what, goal, ask) in Asked(new ProductCatalogue(database), size))
                    yield return await MeasureAsync($"{what}, {size.ToString("N0", CultureInfo.InvariantCulture)} products, {engine}, p95", goal, ask);
            }
        }
    }

    private static async Task<Row> MeasureAsync(string what, double goal, Func<Random, Task> ask)
    {
        // The same questions on every engine and at every size; a few go first, unmeasured.
        var random = new Random(7);
        for (var i = 0; i < 5; i++)
            await ask(random);
        var times = new List<double>();
        for (var i = 0; i < Questions; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await ask(random);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        if (Environment.GetEnvironmentVariable("BENCH_VERBOSE") is not null)
            await Console.Error.WriteLineAsync($"  {what}: median {Bench.Rounds.Percentile(times, 0.5):N2} ms, most {times.Max():N2} ms");
        return Row.Below(what, Bench.Rounds.Percentile(times, 0.95), goal, "ms");
    }

    private static IEnumerable<(string What, double Goal, Func<Random, Task> Ask)> Asked(ProductCatalogue catalogue, int size) =>
    [
        ("page of 1,000 by publication date", 100, r => PageAsync(catalogue, $"PublicationDate ge {CatalogueFill.PublishedAt(r.Next(size))}", 1000)),
        ("page of 100 behind a skip of 10,000", 100, r => PageAsync(catalogue, $"PublicationDate ge {CatalogueFill.PublishedAt(r.Next(Math.Max(1, size - 11_000)))}", 100, 10_000)),
        ("product by name", 10, r => PageAsync(catalogue, $"Name eq '{CatalogueFill.Name(r.Next(1, size))}'", 20)),
        ("three attributes, one of them telling", 150, r => PageAsync(catalogue, CatalogueFill.Attributes(
            ("productType", CatalogueFill.Type(r.Next(1000))), ("platformSerialIdentifier", "A"), ("orbitNumber", Text(r.Next(1 + (size / 400))))), 100)),
        ("three attributes, none of them telling", 150, r => PageAsync(catalogue, CatalogueFill.Attributes(
            ("productType", CatalogueFill.Type(r.Next(1000))), ("operationalMode", "IW"), ("relativeOrbitNumber", Text(r.Next(175)))), 100)),
        ("type and a day of validity, newest first", 100, r => PageAsync(catalogue, $"{CatalogueFill.Attributes(("productType", CatalogueFill.Type(r.Next(1000))))} and {Day(r, size, "ContentDate/Start")}", 100, 0, "ContentDate/Start")),
        ("exact count of everything", 50, _ => CountAsync(catalogue, null)),
        ("exact count of a type in a window of publication", 50, r => CountAsync(catalogue, $"{CatalogueFill.Attributes(("productType", CatalogueFill.Type(r.Next(1000))))} and PublicationDate ge {CatalogueFill.PublishedAt(r.Next(size))}")),
        ("exact count of an orbit", 50, r => CountAsync(catalogue, CatalogueFill.Attributes(("orbitNumber", Text(r.Next(1 + (size / 400))))))),
        ("exact count of a day of validity", 50, r => CountAsync(catalogue, Day(r, size, "ContentDate/Start"))),
    ];

    private static string Day(Random random, int size, string property)
    {
        var day = random.Next(size);
        return $"{property} ge {CatalogueFill.PublishedAt(day)} and {property} lt {CatalogueFill.PublishedAt(day + 40_000)}";
    }

    private static async Task PageAsync(ProductCatalogue catalogue, string filter, int top, long skip = 0, string? sortedBy = null)
    {
        var order = sortedBy is null ? ProductOrder.ByPublication : new ProductOrder(ProductFields.Book.Find(sortedBy)!, IsDescending: true);
        await catalogue.QueryAsync(await QuestionAsync(catalogue, filter), order, top, skip, CancellationToken.None);
    }

    private static async Task CountAsync(ProductCatalogue catalogue, string? filter) =>
        await catalogue.CountAsync(await QuestionAsync(catalogue, filter), CancellationToken.None);

    private static Task<ProductQuestion> QuestionAsync(ProductCatalogue catalogue, string? filter) =>
        catalogue.QuestionAsync(filter is null ? null : FilterParser.Parse(filter).Value!, _visible, CancellationToken.None);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // What the engine does by itself within minutes of so many inserts.
    private static async Task VacuumAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Command Timeout=0");
        await connection.OpenAsync();
        await using var vacuum = new NpgsqlCommand("vacuum analyze", connection);
        await vacuum.ExecuteNonQueryAsync();
    }
}
