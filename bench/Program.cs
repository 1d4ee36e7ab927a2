using System.Globalization;
using Gantry.Bench;

// dotnet run -c Release --project bench -- [name…] [how many…]
int[] sizes = [.. args.Where(a => int.TryParse(a, NumberStyles.None, CultureInfo.InvariantCulture, out _)).Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
var names = args.Where(a => !a.All(char.IsAsciiDigit)).Distinct().ToList();
IBenchmark[] all =
[
    new Puts(), new Large(), new Arrivals(sizes.Length > 0 ? sizes[0] : 40_000), new Downloads(), new ManyDownloads(), new Journals(), new Queues(),
    new Subscriptions(), new Steps(), new Graphs(), new Backlogs(sizes.Length > 0 ? sizes : [100, 1_000, 10_000]), new Crews(), new Links(), new Telemetries(), new LiveTelemetry(),
    new Archives(sizes.Length > 0 ? sizes[0] : 1000), new Years(sizes.Length > 0 ? sizes[0] : 365), new Asteroids(), new Starts(),
    new Portals(sizes.Length > 0 ? sizes[0] : 60, sizes.Length > 1 ? sizes[1] : 1_000_000),
    new Catalogues(sizes.Length > 0 ? sizes : [10_000, 100_000]),
];
var chosen = names.Count == 0 ? all : [.. all.Where(b => names.Contains(b.Name))];
if (chosen.Length == 0 || chosen.Length < names.Count)
{
    await Console.Error.WriteLineAsync($"Name any of: {string.Join(", ", all.Select(b => b.Name))}; none means all.");
    return 2;
}

Console.WriteLine(Machine.Describe());
Console.WriteLine();
Console.WriteLine(Row.Heading);
foreach (var benchmark in chosen)
{
    using var scratch = new Scratch(benchmark.Name);
    await foreach (var row in benchmark.RunAsync(scratch))
        Console.WriteLine(row);
}
return 0;
