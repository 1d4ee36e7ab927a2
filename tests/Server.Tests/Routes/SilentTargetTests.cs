using Gantry.Server.Tests.Sources;
using Gantry.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gantry.Server.Tests.Routes;

public sealed class SilentTargetTests
{
    private const string Deliveries = "/api/v1/missions/demo/environments/dev/routes/out/deliveries";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_target_that_falls_silent_is_given_up_and_has_everything_when_it_speaks_again()
    {
        Needs.Server("rclone", "rclone", Needs.Find("rclone"));
        await using var sftp = await SftpServer.StartAsync();
        var secrets = new NamedSecrets { ["key"] = sftp.ClientKey };
        await using var house = await House.StartAsync([("remote.patience", "2s")], services => services.AddSingleton<ISecrets>(secrets));
        await using (var wire = BrokenWire.Hanging(sftp.Port, 0))
        {
            await StandAsync(house, sftp, wire.Port);
            (await house.PutAsync("a.bin", [1, 2, 3], environment: "dev")).EnsureSuccessStatusCode();
            await Eventually.HoldsAsync(async () => await CountAsync(house, "dead") == 1, "it was given up");
            Assert.Single(await house.JournalAsync("&kind=hub.route_dead"));
        }
        await StandAsync(house, sftp, sftp.Port);
        (await house.Admin.PostAsync("/api/v1/missions/demo/environments/dev/routes/out/retry", null, Ct)).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(async () => await CountAsync(house, "delivered") == 1, "it was delivered");
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(Path.Combine(sftp.Files, "a.bin"), Ct));
    }

    private static async Task StandAsync(House house, SftpServer sftp, int port)
    {
        var answer = await house.ApplyAsync("demo", House.Mission("demo"), ("types.yaml", House.DefaultTypes), ("routes/out.yaml",
            "routes:\n  - name: out\n    environments: [dev]\n    attempts: 2\n    backoff: 1s\n"
            + $"    to: {{ kind: sftp, address: '127.0.0.1:{port}', folder: {sftp.Files}, user: {sftp.User}, private-key: {{ secret: key }}, host-keys: '{sftp.HostKeysAt(port).Trim()}' }}\n"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        await Eventually.HoldsAsync(async () => (await house.JournalAsync("&kind=hub.route_activated")).Count > 0, "the route stands");
    }

    private static async Task<int> CountAsync(House house, string state) => (await house.GetJsonAsync($"{Deliveries}?state={state}"))["items"]!.AsArray().Count;
}
