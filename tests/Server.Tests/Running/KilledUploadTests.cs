using Gantry.Server.Tests.Uploads;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Running;

/// <summary>kill -9 at random instants while one file comes in pieces: no piece that was acknowledged is asked for again.</summary>
public sealed class KilledUploadTests
{
    private const int Pieces = 120;
    private const int PieceBytes = 40_000;
    private const int Kills = 5;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_and_the_whole_is_published_once()
    {
        using var folder = new TempFolder("kill-upload");
        (string, string)[] settings = [("data.folder", folder.Path), ("listen.port", "0"), ("log.level", "error"), ("access.initial-secret", House.Secret)];
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        await using var life = new KilledLives(settings, new Random(seed), Kills);
        await life.StartAsync();
        await life.InsistAsync(client => House.ApplyAsync(client, "demo", House.Mission("demo"), ("types.yaml", House.DefaultTypes)));
        var bytes = RandomStream.Bytes(seed, Pieces * PieceBytes);
        string address;
        using (var client = life.Client())
            address = await Tus.BegunAsync(client, "killed.bin", bytes.Length, "dev");

        var killing = life.KeepKillingAsync(Ct);
        try
        {
            for (long at = 0, acknowledged = 0; at < bytes.Length;)
            {
                var (piece, place) = (bytes.AsMemory((int)at, (int)Math.Min(PieceBytes, bytes.Length - at)), at);
                if (await TryAsync(life, client => Tus.SendAsync(client, address, place, piece.Span)) is { IsSuccessStatusCode: true } answer)
                    acknowledged = answer.Offset();
                var view = await life.InsistAsync(client => client.GetAsync(address, Ct));
                at = view["offsetBytes"]!.GetValue<long>();
                Assert.True(at >= acknowledged, $"{acknowledged} bytes were acknowledged, and {at} are there.");
            }
        }
        finally
        {
            life.StopKilling();
            await killing;
        }
        Assert.True(life.Killed > 0, "Everything was done before the first kill: the test proved nothing.");

        // Whoever was deciding it may have been killed: its order is somebody else's after half a minute.
        string state;
        do
        {
            await Task.Delay(100, Ct);
            state = (await life.InsistAsync(client => client.GetAsync(address, Ct)))["state"]!.GetValue<string>();
        }
        while (state == "received");
        Assert.Contains(state, (string[])["published", "already_there"]);
        using var reader = life.Client();
        Assert.Equal(bytes, await reader.GetByteArrayAsync($"{House.Products("demo", "dev")}/killed.bin/content", Ct));
        Assert.Single(await life.JournalAsync("hub.product_published"));
    }

    private static async Task<HttpResponseMessage?> TryAsync(KilledLives life, Func<HttpClient, Task<HttpResponseMessage>> send)
    {
        try
        {
            using var client = life.Client();
            return await send(client);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !Ct.IsCancellationRequested)
        {
            return null;
        }
    }
}
