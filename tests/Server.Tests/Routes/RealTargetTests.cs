using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Routes;

/// <summary>Routes to real servers, by the real way to them.</summary>
public sealed class RealTargetTests(RealTargets targets) : IClassFixture<RealTargets>
{
    private readonly House _house = targets.House;
    private readonly string _mission = "real" + Guid.CreateVersion7().ToString("N")[^8..];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Routes => $"/api/v1/missions/{_mission}/environments/dev/routes";

    private string Name => $"{_mission}.bin";

    [Theory]
    [InlineData("sftp")]
    [InlineData("ftps")]
    [InlineData("webdav")]
    [InlineData("s3")]
    [InlineData("http")]
    public async Task Has_the_bytes_that_the_receipt_tells_of(string kind)
    {
        await StandAsync(targets[kind].To, targets[kind].Secret, "attempts: 5");
        var bytes = RandomStream.Bytes(kind.Length, 700_001);
        await PutAsync(bytes);

        var delivery = await ReachesAsync("delivered");

        Assert.Equal(bytes, await targets[kind].ReadAsync($"BIN/{Name}"));
        var checksum = delivery["remoteChecksum"]?.GetValue<string>();
        Assert.Contains(checksum, (string?[])[null, "md5:" + Convert.ToHexStringLower(MD5.HashData(bytes))]);
        // A store that keeps a checksum tells it; not every server of files does.
        Assert.True(kind != "s3" || checksum is not null);
        var told = Assert.Single(await _house.JournalAsync($"&mission={_mission}&kind=hub.product_delivered"));
        Assert.Equal((bytes.Length, checksum), (told["data"]!["sizeBytes"]!.GetValue<int>(), told["data"]!["checksum"]?.GetValue<string>()));
    }

    [Theory]
    [InlineData("sftp")]
    [InlineData("ftps")]
    [InlineData("webdav")]
    [InlineData("s3")]
    [InlineData("http")]
    public async Task That_lets_nobody_in_is_tried_again_and_alarms_and_has_everything_in_the_end(string kind)
    {
        var wrong = kind == "sftp" ? await OtherKeyAsync() : "not-the-password";
        await StandAsync(targets[kind].To, wrong);
        var bytes = RandomStream.Bytes(kind.Length, 50_000);
        await PutAsync(bytes);

        var dead = await ReachesAsync("dead");

        Assert.Equal(2, dead["attempts"]!.GetValue<int>());
        Assert.NotEmpty(dead["reason"]!.GetValue<string>());
        Assert.DoesNotContain(wrong, dead["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Single(await _house.JournalAsync($"&mission={_mission}&kind=hub.route_dead"));
        Assert.Null(await targets[kind].ReadAsync($"BIN/{Name}"));

        targets.Secrets[_mission] = targets[kind].Secret;
        (await _house.Admin.PostAsync($"{Routes}/out/retry", null, Ct)).EnsureSuccessStatusCode();
        await ReachesAsync("delivered");
        Assert.Equal(bytes, await targets[kind].ReadAsync($"BIN/{Name}"));
    }

    [Fact]
    public async Task Sees_a_file_under_a_name_of_its_own_until_it_is_whole()
    {
        await StandAsync(targets["sftp"].To, targets["sftp"].Secret, "bandwidth: 1 MB/s");
        var bytes = RandomStream.Bytes(1, 2_500_000);
        await PutAsync(bytes);

        var folder = Path.Combine(targets.Sftp.Files, "BIN");
        await Eventually.HoldsAsync(() => Directory.Exists(folder) && Directory.GetFiles(folder, "*gantry-*.part").Length == 1, "it is on its way");
        Assert.False(File.Exists(Path.Combine(folder, Name)));
        await ReachesAsync("delivered");
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(folder, Name), Ct));
        Assert.Empty(Directory.GetFiles(folder, "*.part"));
    }

    [Fact]
    public async Task That_is_full_has_nothing_of_it_until_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(3);
        var filler = Path.Combine(disk.Path, "filler");
        await File.WriteAllBytesAsync(filler, new byte[2_500_000], Ct);
        await StandAsync(targets["sftp"].To.Replace(targets.Sftp.Files, disk.Path, StringComparison.Ordinal), targets["sftp"].Secret, "attempts: 100");
        var bytes = RandomStream.Bytes(2, 2_000_000);
        await PutAsync(bytes);

        await Eventually.HoldsAsync(async () => (await DeliveriesAsync("waiting")).Any(d => d["reason"] is not null), "it was refused once");
        Assert.False(File.Exists(Path.Combine(disk.Path, "BIN", Name)));
        File.Delete(filler);

        Assert.True((await ReachesAsync("delivered"))["attempts"]!.GetValue<int>() > 1);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(disk.Path, "BIN", Name), Ct));
        Assert.Single(Directory.GetFiles(disk.Path, "*", SearchOption.AllDirectories));
    }

    private async Task StandAsync(string to, string secret, string more = "attempts: 2")
    {
        targets.Secrets[_mission] = secret;
        var answer = await _house.ApplyAsync(_mission, House.Mission(_mission), ("types.yaml", House.DefaultTypes), ("routes/out.yaml",
            $"routes:\n  - name: out\n    environments: [dev]\n    backoff: 1s\n    longest-backoff: 1s\n    {more}\n    path: '{{type}}/{{name}}'\n    to: {{ {to.Replace("SECRET", _mission, StringComparison.Ordinal)} }}\n"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        await Eventually.HoldsAsync(async () => (await _house.JournalAsync($"&mission={_mission}&kind=hub.route_activated")).Count > 0, "the route stands");
    }

    private async Task PutAsync(byte[] bytes) => (await _house.PutAsync(Name, bytes, _mission, "dev")).EnsureSuccessStatusCode();

    private async Task<List<JsonNode>> DeliveriesAsync(string state) =>
        [.. (await _house.GetJsonAsync($"{Routes}/out/deliveries?state={state}"))["items"]!.AsArray().Select(d => d!)];

    private async Task<JsonNode> ReachesAsync(string state)
    {
        var found = new List<JsonNode>();
        await Eventually.HoldsAsync(async () => (found = await DeliveriesAsync(state)).Count == 1, $"the delivery is {state}");
        return found[0];
    }

    private static async Task<string> OtherKeyAsync()
    {
        using var folder = new TempFolder("key");
        await ServerProcess.RunAsync(Needs.Find("ssh-keygen")!, "-q", "-t", "ed25519", "-N", "", "-f", folder.At("other"));
        return await File.ReadAllTextAsync(folder.At("other"), Ct);
    }
}
