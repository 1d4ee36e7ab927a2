using System.Diagnostics;
using System.Text.Json;
using Gantry.Bench.Running;
using Gantry.Local;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Bench;

/// <summary>The portal in a real browser, over many products and while fifty things a second happen.</summary>
internal sealed class Portals(int watchSeconds, int products) : IBenchmark
{
    private const int UpdatesPerSecond = 50;

    public string Name => "portal";

    public async IAsyncEnumerable<Row> RunAsync(Scratch scratch)
    {
        var portal = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../portal"));
        if (!Directory.Exists(Path.Combine(portal, "node_modules", "@playwright")))
        {
            await Console.Error.WriteLineAsync("The portal's packages are not there (npm ci in portal/), so it is left out.");
            yield break;
        }
        var full = scratch.Folder("full");
        using (var first = await ServerChild.StartAsync(full))
            first.MakeMission();
        await using (var database = new SqliteDatabase(Path.Combine(full, "gantry.sqlite"), TimeProvider.System, NullLogger<SqliteDatabase>.Instance))
            await CatalogueFill.FillAsync(database, products);
        using var server = await ServerChild.StartAsync(full);
        server.AwaitReady();
        using var stop = new CancellationTokenSource();
        var updates = Task.CompletedTask;
        using var browser = Process.Start(new ProcessStartInfo("node", ["bench/measure.mjs", server.Address.AbsoluteUri.TrimEnd('/'), ServerChild.Secret, $"{watchSeconds}", $"{products}"])
        {
            WorkingDirectory = portal, RedirectStandardOutput = true,
        })!;
        while (await browser.StandardOutput.ReadLineAsync() is { } line)
        {
            using var told = JsonDocument.Parse(line);
            if (told.RootElement.TryGetProperty("begin", out _))
                updates = Task.Run(() => UpdateAsync(server.Address, stop.Token));
            else
                yield return RowOf(told.RootElement);
        }
        await browser.WaitForExitAsync();
        await stop.CancelAsync();
        await updates;
        if (browser.ExitCode != 0)
            throw new InvalidOperationException($"portal/bench/measure.mjs ended with {browser.ExitCode}.");
    }

    private static Row RowOf(JsonElement told)
    {
        var (what, figure, unit) = (told.GetProperty("what").GetString()!, told.GetProperty("figure").GetDouble(), told.GetProperty("unit").GetString()!);
        return told.TryGetProperty("goal", out var goal) ? Row.Below(what, figure, goal.GetDouble(), unit) : new(what, Row.Say(figure, unit));
    }

    private static async Task UpdateAsync(Uri server, CancellationToken ct)
    {
        using var wire = new Wire(server);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / UpdatesPerSecond));
        try
        {
            for (var i = 0; await timer.WaitForNextTickAsync(ct); i++)
                ServerChild.Expect(wire.Send("PUT", ServerChild.PathOf($"update-{i}.bin"), ServerChild.Authorization, [(byte)i, (byte)(i >> 8), (byte)(i >> 16)]));
        }
        catch (OperationCanceledException)
        {
            // Enough was seen.
        }
    }
}
