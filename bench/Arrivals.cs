using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Gantry.Bench.Running;

namespace Gantry.Bench;

/// <summary>Files of mixed size renamed into a watched folder all at once, against rclone copying the same tree with checksums.</summary>
internal sealed class Arrivals(int count) : IBenchmark
{
    private const int WarmUp = 1_000;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(20);

    public string Name => "arrivals";

    public async IAsyncEnumerable<Row> RunAsync(Scratch scratch)
    {
        var (made, watched) = (scratch.Folder("made"), scratch.Folder("watched"));
        await using var postgres = await DurablePostgres.StartAsync(scratch);
        Make(made, "file", count);
        foreach (var (engine, database) in new[] { ("SQLite", null), ("PostgreSQL", postgres is null ? null : await postgres.NewDatabaseAsync()) })
        {
            if (engine == "PostgreSQL" && database is null)
                yield break;
            foreach (var file in Directory.EnumerateFiles(watched))
                File.Move(file, Path.Combine(made, Path.GetFileName(file)));
            var (rate, late) = await ArriveAsync(scratch.Folder(engine), database, made, watched);
            var copied = await CopyAsync(watched, scratch.Folder($"copied-{engine}"));
            yield return Row.Compare($"{count:N0} files of mixed size through a watched folder, {engine} and folder", rate, "/s", "rclone copy --checksum", copied);
            yield return new("the same", Row.Say(rate, "/s"), Goal: ">= 500 /s", IsMet: rate >= 500);
            yield return new("the same, from the folder to published, all put there at once, p95", Row.Say(late, "s"));
        }
    }

    private async Task<(double Rate, double Late)> ArriveAsync(string data, string? database, string made, string watched)
    {
        using var server = await ServerChild.StartAsync(data, database, $"sources.folders={watched}");
        server.MakeMission(("sources/inbox.yaml", $"name: inbox\nkind: folder\nfolder: {watched}\nenvironments: [ops]\nsettle: 0s\n"));
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("Authorization", ServerChild.Authorization["Authorization: ".Length..].Trim());
        // A server lives for weeks; the seconds in which its code is still being compiled for good are not what is asked for.
        Make(watched, "warm", WarmUp);
        await TakenAsync(http, WarmUp);
        foreach (var file in Directory.EnumerateFiles(watched, "warm-*"))
            File.Delete(file);

        var dropped = new Dictionary<string, DateTimeOffset>(count, StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(made))
        {
            var name = Path.GetFileName(file);
            File.Move(file, Path.Combine(watched, name));
            dropped[name] = TimeProvider.System.GetUtcNow();
        }
        await TakenAsync(http, WarmUp + count);
        var waits = new List<double>(count);
        var (first, last) = (dropped.Values.Min(), DateTimeOffset.MinValue);
        await foreach (var (name, published) in ProductsAsync(http))
        {
            if (!dropped.TryGetValue(name, out var at))
                continue;
            waits.Add((published - at).TotalSeconds);
            last = published > last ? published : last;
        }
        if (waits.Count != count)
            throw new InvalidOperationException($"{waits.Count} of {count} files are products.");
        waits.Sort();
        return (count / (last - first).TotalSeconds, waits[(int)(count * 0.95)]);
    }

    private static async Task TakenAsync(HttpClient http, int files)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            using var answer = await http.GetAsync(new Uri("/api/v1/missions/demo/environments/ops/sources/inbox", UriKind.Relative));
            if (answer.IsSuccessStatusCode && JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["filesTaken"]!.GetValue<long>() >= files)
                return;
            if (Stopwatch.GetElapsedTime(begun) > _patience)
                throw new InvalidOperationException($"After {_patience.TotalMinutes} minutes {files} files are not taken.");
            await Task.Delay(250);
        }
    }

    private static async IAsyncEnumerable<(string Name, DateTimeOffset PublishedAt)> ProductsAsync(HttpClient http)
    {
        var after = "";
        while (true)
        {
            var page = JsonNode.Parse(await http.GetStringAsync(new Uri($"{ServerChild.PathOf("")[..^1]}?limit=1000&after={after}", UriKind.Relative)))!;
            foreach (var product in page["items"]!.AsArray())
                yield return (product!["name"]!.GetValue<string>(), product["publishedAt"]!.GetValue<DateTimeOffset>());
            if (page["next"]?.GetValue<string>() is not { } next)
                yield break;
            after = next;
        }
    }

    private async Task<double> CopyAsync(string from, string to)
    {
        var begun = Stopwatch.GetTimestamp();
        using var copy = Process.Start("rclone", ["copy", "--checksum", "--config", "", "--quiet", from, to]);
        await copy.WaitForExitAsync();
        if (copy.ExitCode != 0)
            throw new InvalidOperationException("rclone did not copy the tree.");
        var rate = count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        Directory.Delete(to, recursive: true);
        return rate;
    }

    // Seven of ten up to 10 kB, a quarter up to 100 kB, the others up to 500 kB, and no two alike.
    private static void Make(string folder, string prefix, int files)
    {
        var random = new Random(prefix[0]);
        var bytes = new byte[500_000];
        random.NextBytes(bytes);
        for (var i = 0; i < files; i++)
        {
            var length = random.Next(100) switch { < 70 => random.Next(1_000, 10_000), < 95 => random.Next(10_000, 100_000), _ => random.Next(100_000, 500_000) };
            random.NextBytes(bytes.AsSpan(0, 16));
            using var file = File.OpenHandle(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{prefix}-{i:000000}.bin")), FileMode.CreateNew, FileAccess.Write);
            RandomAccess.Write(file, bytes.AsSpan(0, length), 0);
        }
    }
}
