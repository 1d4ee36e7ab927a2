using Gantry.Bench;

// dotnet run -c Release --project bench -- [name…]
IBenchmark[] all = [new Puts(), new Large(), new Downloads(), new Journals(), new Queues(), new Subscriptions(), new Starts()];
var chosen = args.Length == 0 ? all : [.. all.Where(b => args.Contains(b.Name))];
if (chosen.Length == 0 || chosen.Length < args.Distinct().Count())
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
