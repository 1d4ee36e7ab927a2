using System.Text;
using Gantry.Clamd;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Backends.Tests.Clamd;

public sealed class ClamdScannerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static ClamdScanner Scanner(string address, long limit = 25_000_000, TimeSpan? answerWithin = null) => new(
        new() { Address = ClamdAddress.TryParse(address, out var read) ? read : throw new ArgumentException(address), LimitBytes = limit, AnswerWithin = answerWithin ?? TimeSpan.FromSeconds(30) },
        TimeProvider.System);

    private static MemoryStream Malware(int at)
    {
        var content = RandomStream.Bytes(7, at + 1000);
        Encoding.ASCII.GetBytes(ClamServer.Malware).CopyTo(content, at);
        return new(content);
    }

    [Fact]
    public async Task Tells_the_clean_from_the_infected_and_says_with_what_it_looked()
    {
        await using var clamd = await ClamServer.StartAsync();
        foreach (var address in new[] { clamd.Socket, $"127.0.0.1:{clamd.Port}" })
        {
            var clean = await Scanner(address).ScanAsync(new RandomStream(1, 900_000), Ct);
            Assert.Equal((ScanState.Clean, null), (clean.State, clean.Detail));
            Assert.StartsWith("ClamAV ", clean.Scanner, StringComparison.Ordinal);

            var infected = await Scanner(address).ScanAsync(Malware(500_000), Ct);
            Assert.Equal((ScanState.Infected, ClamServer.Name), (infected.State, infected.Detail));
        }
    }

    [Fact]
    public async Task Never_calls_clean_what_it_did_not_look_at_all_of()
    {
        await using var clamd = await ClamServer.StartAsync();
        var beyondOurLimit = await Scanner(clamd.Socket, limit: 1000).ScanAsync(new RandomStream(1, 1001), Ct);
        Assert.Equal(ScanState.NotScanned, beyondOurLimit.State);
        Assert.Contains("scan.limit", beyondOurLimit.Detail, StringComparison.Ordinal);

        // With its end beyond MaxFileSize the signature is not found; clamd would say OK and only the alert tells.
        var beyondItsFiles = await Scanner(clamd.Socket).ScanAsync(Malware(ClamServer.FileLimit + 100_000), Ct);
        Assert.Equal(ScanState.NotScanned, beyondItsFiles.State);

        var beyondItsStreams = await Scanner(clamd.Socket).ScanAsync(new RandomStream(2, 4 * ClamServer.StreamLimit), Ct);
        Assert.Equal(ScanState.NotScanned, beyondItsStreams.State);
    }

    [Fact]
    public async Task Is_away_when_nobody_listens_and_there_again_afterwards()
    {
        await using var clamd = await ClamServer.StartAsync();
        var scanner = Scanner(clamd.Socket);
        await clamd.KillAsync();
        var away = await Assert.ThrowsAsync<ScannerUnavailableException>(() => scanner.ScanAsync(new MemoryStream([1]), Ct));
        Assert.Contains(clamd.Socket, away.Message, StringComparison.Ordinal);
        await clamd.RunAsync();
        Assert.Equal(ScanState.Clean, (await scanner.ScanAsync(new MemoryStream([1]), Ct)).State);
    }

    [Fact]
    public async Task Is_away_when_it_does_not_answer_in_time()
    {
        await using var clamd = await ClamServer.StartAsync();
        await clamd.SignalAsync("STOP");
        var late = await Assert.ThrowsAsync<ScannerUnavailableException>(
            () => Scanner(clamd.Socket, answerWithin: TimeSpan.FromMilliseconds(300)).ScanAsync(new RandomStream(3, 900_000), Ct));
        Assert.Contains("did not answer", late.Message, StringComparison.Ordinal);
    }
}
