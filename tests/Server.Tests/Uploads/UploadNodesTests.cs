using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Uploads;

public sealed class UploadNodesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_nodes_take_the_pieces_of_one_upload_in_turns()
    {
        using var folder = new TempFolder("second");
        await using var house = await House.StartOnServersAsync();
        await house.MissionAsync();
        await using var second = await GantryServer.StartAsync(House.Compose([.. house.Settings, ("data.folder", folder.Path)]));
        using var there = new HttpClient { BaseAddress = new Uri(second.Address), DefaultRequestHeaders = { Authorization = house.Admin.DefaultRequestHeaders.Authorization } };
        var bytes = RandomStream.Bytes(720, 600_000);
        var address = await Tus.BegunAsync(house.Admin, "turns.bin", bytes.Length);
        string? state = null;
        for (var at = 0; at < bytes.Length; at += 100_000)
        {
            var node = at / 100_000 % 2 == 0 ? house.Admin : there;
            Assert.Equal(at, await Tus.OffsetAsync(node, address));
            state = (await Tus.SendAsync(node, address, at, bytes.AsSpan(at, 100_000))).Header("Gantry-Upload-State");
        }
        Assert.Equal("published", state);
        Assert.Equal(bytes, await house.Admin.GetByteArrayAsync($"{House.Products()}/turns.bin/content", Ct));
        Assert.Single(await house.JournalAsync("&kind=hub.product_published"));
    }
}
