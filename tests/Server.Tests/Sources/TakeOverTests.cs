using System.Net.Http.Json;
using Gantry.Api;
using Gantry.Server.Tests.Running;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Sources;

public sealed class TakeOverTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_node_takes_over_when_the_first_is_killed_and_nothing_is_taken_twice()
    {
        using var inbox = new TempFolder("inbox");
        using var first = new TempFolder("first");
        var servers = await House.ServersAsync();
        await using var child = await ServerChild.StartAsync(
            [("data.folder", first.Path), ("listen.port", "0"), ("log.level", "error"), ("access.initial-secret", House.Secret), ("node.name", "first"), SourceHouse.Readable, .. servers]);
        await using var house = await House.StartAsync([.. servers, SourceHouse.Readable, ("node.name", "second")], null);
        (await house.ApplyAsync("demo", House.Mission("demo"), ("types.yaml", House.DefaultTypes),
            ("sources/inbox.yaml", $"name: inbox\nkind: folder\nfolder: {inbox.Path}\nenvironments: [dev]\nsettle: 0s\n"))).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(async () => await WorkerAsync(house) is not null, "a node works the source");
        var victimIsChild = await WorkerAsync(house) == "first";

        for (var i = 0; i < 300; i++)
            SourceHouse.Drop(inbox, $"f{i:000}.txt", $"file {i}");
        await Eventually.HoldsAsync(async () => await PublishedAsync(house) > 20, "some are published");
        if (victimIsChild)
            await child.KillAsync();
        SourceHouse.Drop(inbox, "after.txt", "written when the first was dead");
        await Eventually.HoldsAsync(async () => await PublishedAsync(house) == 301, "the other node took the rest");

        Assert.Equal(301, (await house.JournalAsync("&kind=hub.product_published")).Count);
        Assert.Single(await house.JournalAsync("&kind=hub.source_started"));
    }

    [Fact]
    public async Task Killed_in_the_middle_of_many_files_it_takes_each_of_them_once()
    {
        using var inbox = new TempFolder("inbox");
        using var data = new TempFolder("data");
        const int files = 1500;
        for (var i = 0; i < files; i++)
            inbox.Write($"f{i:0000}.txt", $"file {i}");
        List<(string, string)> settings = [("data.folder", data.Path), ("listen.port", "0"), ("log.level", "error"), ("access.initial-secret", House.Secret), SourceHouse.Readable];
        var server = await ServerChild.StartAsync(settings);
        using (var client = Admin(server.Address))
            (await House.ApplyAsync(client, "demo", House.Mission("demo"), ("types.yaml", House.DefaultTypes),
                ("sources/inbox.yaml", $"name: inbox\nkind: folder\nfolder: {inbox.Path}\nenvironments: [dev]\nsettle: 0s\nafter: delete\n"))).EnsureSuccessStatusCode();
        for (var kill = 1; kill <= 3; kill++)
        {
            await Eventually.HoldsAsync(() => Directory.GetFiles(inbox.Path).Length < files - (kill * 200), "some files are taken and deleted");
            await server.KillAsync();
            await server.DisposeAsync();
            server = await ServerChild.StartAsync(settings);
        }
        await Eventually.HoldsAsync(() => Directory.GetFiles(inbox.Path).Length == 0, "all files are taken and deleted");
        using var asking = Admin(server.Address);
        Assert.Equal(files, await PublishedAsync(asking));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task All_that_can_be_ordered_works_on_PostgreSQL_and_S3()
    {
        await using var house = await SourceHouse.StartOnServersAsync();
        house.Folder.Write("same.txt", "one");
        await house.DeclareFolderAsync();
        await house.PublishesAsync("same.txt");
        house.Drop("same.txt", "another");
        house.Drop("of-no-type.xyz", "x");
        await house.HoldsAsync(s => s is { FilesQuarantined: 2, FilesTaken: 1 }, "two files were put aside");
        Assert.Equal(["of-no-type.xyz", "same.txt"], (await house.FilesAsync("aside")).ConvertAll(f => f.Path));
        Assert.Equal(2, (await house.FilesAsync()).Count);

        (await house.OrderAsync("pause")).EnsureSuccessStatusCode();
        (await house.House.Admin.DeleteAsync($"{House.Products(environment: "dev")}/same.txt?reason=superseded", Ct)).EnsureSuccessStatusCode();
        Assert.Equal(2, (await (await house.OrderAsync("files/retry")).JsonAsync())["files"]!.GetValue<int>());
        await house.PublishesAsync("same.txt");
        (await house.OrderAsync("resume")).EnsureSuccessStatusCode();
        await house.HoldsAsync(s => s is { FilesQuarantined: 1, FilesTaken: 2, IsPaused: false }, "one of them was taken");
        await house.DeclareAsync([]);
        await house.HoldsAsync(s => s.State == "stopped", "the source has stopped");
    }

    private static async Task<string?> WorkerAsync(House house)
    {
        using var answer = await house.Admin.GetAsync($"{SourceHouse.Sources}/inbox", Ct);
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<SourceView>(Ct))!.Node : null;
    }

    private static Task<int> PublishedAsync(House house) => PublishedAsync(house.Admin);

    private static async Task<int> PublishedAsync(HttpClient client)
    {
        var page = await client.GetFromJsonAsync<System.Text.Json.Nodes.JsonNode>("/odata/v1/Products?$top=0&$count=true", Ct);
        return page!["@odata.count"]!.GetValue<int>();
    }

    private static HttpClient Admin(string address)
    {
        var client = new HttpClient { BaseAddress = new(address) };
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"admin:{House.Secret}")));
        return client;
    }
}
