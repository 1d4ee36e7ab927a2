using System.Net;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Sources;

public sealed class FolderSourceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Takes_what_lies_there_and_what_comes_and_each_of_it_once()
    {
        await using var house = await SourceHouse.StartAsync();
        house.Folder.Write("before.txt", "was there");
        house.Folder.Write("deep/er/inner.txt", "was there, too");
        await house.DeclareFolderAsync();
        await house.PublishesAsync("before.txt", "inner.txt");

        house.Drop("after.txt", "came later");
        await house.PublishesAsync("after.txt");
        await house.OrderAsync("scan");
        await house.HoldsAsync(s => s.FilesListed == 3, "a second look ended");

        Assert.Equal(3, (await house.FindAsync()).FilesTaken);
        Assert.Equal("came later"u8.ToArray(), await house.DownloadAsync("after.txt"));
        Assert.Equal(3, (await house.EntriesAsync("hub.product_published")).Count);
        Assert.Single(await house.EntriesAsync("hub.source_started"));
    }

    [Fact]
    public async Task Works_only_in_the_environments_that_it_names()
    {
        await using var house = await SourceHouse.StartAsync();
        house.Folder.Write("a.txt", "a");
        await house.DeclareAsync([
            $"name: inbox\nkind: folder\nfolder: {house.Folder.Path}\nenvironments: [dev]\nsettle: 0s\n",
            $"name: of-ops\nkind: folder\nfolder: {house.Folder.Path}\nsettle: 0s\n"]);
        await house.PublishesAsync("a.txt");

        Assert.Equal(HttpStatusCode.NotFound, (await house.House.Admin.GetAsync($"{SourceHouse.Sources}/of-ops", Ct)).StatusCode);
    }

    [Fact]
    public async Task Starts_stops_and_changes_with_the_release_that_stands()
    {
        await using var house = await SourceHouse.StartAsync();
        await house.DeclareFolderAsync();
        await house.BeginsAsync();
        await house.DeclareFolderAsync("take: '*.txt'\n");
        house.Drop("b.bin", "not wanted now");
        house.Drop("b.txt", "wanted");
        await house.PublishesAsync("b.txt");
        Assert.DoesNotContain("b.bin", await house.ProductsAsync());

        await house.DeclareAsync([]);
        await house.HoldsAsync(s => s.State == "stopped", "the source has stopped");

        Assert.Single(await house.EntriesAsync("hub.source_stopped"));
        Assert.Equal("hub.source_not_working", await (await house.OrderAsync("scan")).CodeAsync());
    }

    [Fact]
    public async Task Does_not_take_a_file_before_it_has_settled_unless_it_was_renamed_to_its_name()
    {
        await using var house = await SourceHouse.StartAsync();
        await house.DeclareAsync($"name: inbox\nkind: folder\nfolder: {house.Folder.Path}\nenvironments: [dev]\nsettle: 1h\nignore: '*.part'\n");
        await house.BeginsAsync();
        var growing = house.Folder.Write("growing.txt", "half of");
        var part = house.Folder.Write("whole.txt.part", "all of it");
        File.Move(part, house.Folder.At("whole.txt"));
        await house.PublishesAsync("whole.txt");

        await house.OrderAsync("scan");
        await house.HoldsAsync(s => s.FilesListed == 2, "a whole look ended");
        Assert.DoesNotContain("growing.txt", await house.ProductsAsync());

        await File.AppendAllTextAsync(growing, " it", Ct);
        File.SetLastWriteTimeUtc(growing, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));
        await house.OrderAsync("scan");
        await house.PublishesAsync("growing.txt");
        Assert.Equal("half of it"u8.ToArray(), await house.DownloadAsync("growing.txt"));
    }

    [Fact]
    public async Task Takes_a_file_by_itself_once_it_has_settled()
    {
        await using var house = await SourceHouse.StartAsync();
        await house.DeclareAsync($"name: inbox\nkind: folder\nfolder: {house.Folder.Path}\nenvironments: [dev]\nsettle: 1s\nevery: 1h\n");
        await house.BeginsAsync();
        house.Folder.Write("fresh.txt", "fresh");
        await house.PublishesAsync("fresh.txt");
    }

    [Fact]
    public async Task Follows_no_links()
    {
        await using var house = await SourceHouse.StartAsync();
        using var elsewhere = new TempFolder("elsewhere");
        elsewhere.Write("secret.txt", "not for everybody");
        File.CreateSymbolicLink(house.Folder.At("link.txt"), elsewhere.At("secret.txt"));
        Directory.CreateSymbolicLink(house.Folder.At("linked"), elsewhere.Path);
        house.Folder.Write("plain.txt", "plain");
        await house.DeclareFolderAsync();
        await house.PublishesAsync("plain.txt");
        File.CreateSymbolicLink(house.Folder.At("later.txt"), elsewhere.At("secret.txt"));
        house.Drop("plain2.txt", "plain");
        await house.PublishesAsync("plain2.txt");

        Assert.Equal(["plain.txt", "plain2.txt"], await house.ProductsAsync());
    }

    [Fact]
    public async Task A_changed_file_is_another_arrival_and_is_put_aside_when_its_name_is_taken()
    {
        await using var house = await SourceHouse.StartAsync();
        house.Folder.Write("same.txt", "one");
        await house.DeclareFolderAsync();
        await house.PublishesAsync("same.txt");

        house.Drop("same.txt", "another");
        await house.HoldsAsync(s => s.FilesQuarantined == 1, "the changed file was put aside");

        var failed = Assert.Single(await house.FilesAsync("aside"));
        Assert.Contains("has a product 'same.txt' with other bytes already", failed.Reason, StringComparison.Ordinal);
        Assert.Single(await house.EntriesAsync("hub.arrival_quarantined"));
        Assert.Equal("one"u8.ToArray(), await house.DownloadAsync("same.txt"));

        // Somebody makes room and has it tried again.
        (await house.House.Admin.DeleteAsync($"{House.Products(environment: "dev")}/same.txt?reason=superseded", Ct)).EnsureSuccessStatusCode();
        var retried = await (await house.OrderAsync("files/retry", new { path = "same.txt" })).JsonAsync();
        Assert.Equal(1, retried["files"]!.GetValue<int>());
        await house.PublishesAsync("same.txt");
        await house.HoldsAsync(s => s.FilesQuarantined == 0, "nothing is put aside any more");
        Assert.Equal("another"u8.ToArray(), await house.DownloadAsync("same.txt"));
        Assert.Single(await house.EntriesAsync("hub.source_files_retried"));
    }

    [Fact]
    public async Task Deletes_or_moves_what_it_took_and_nothing_else()
    {
        await using var house = await SourceHouse.StartAsync();
        using var other = new TempFolder("moving");
        house.Folder.Write("d/delete.txt", "d");
        house.Folder.Write("refused.xyz", "of no type");
        other.Write("sub/move.txt", "m");
        await house.DeclareAsync([
            $"name: inbox\nkind: folder\nfolder: {house.Folder.Path}\nenvironments: [dev]\nsettle: 0s\nafter: delete\n",
            $"name: moving\nkind: folder\nfolder: {other.Path}\nenvironments: [dev]\nsettle: 0s\nafter: move\nmoveTo: done\n"]);
        await house.PublishesAsync("delete.txt", "move.txt");
        await Eventually.HoldsAsync(() => !File.Exists(house.Folder.At("d", "delete.txt")) && File.Exists(other.At("done", "sub", "move.txt")), "files are removed");
        await house.HoldsAsync(s => s.FilesQuarantined == 1, "the file of no type was put aside");

        Assert.True(File.Exists(house.Folder.At("refused.xyz")));
        Assert.Empty(await house.FilesAsync("taken"));
        await house.OrderAsync("scan", name: "moving");
        await house.HoldsAsync(s => s.ListedAt is not null && s.FilesListed == 0, "what was moved away is not looked at", "moving");
    }

    [Fact]
    public async Task Pauses_and_goes_on_and_looks_when_asked()
    {
        await using var house = await SourceHouse.StartAsync();
        await house.DeclareFolderAsync();
        await house.BeginsAsync();
        (await house.OrderAsync("pause")).EnsureSuccessStatusCode();
        (await house.OrderAsync("pause")).EnsureSuccessStatusCode();
        house.Drop("asked.txt", "for");
        await house.OrderAsync("scan");
        await house.PublishesAsync("asked.txt");
        Assert.True((await house.FindAsync()).IsPaused);

        house.Drop("waits.txt", "waits");
        Assert.DoesNotContain("waits.txt", await house.ProductsAsync());
        (await house.OrderAsync("resume")).EnsureSuccessStatusCode();
        await house.PublishesAsync("waits.txt");

        Assert.Single(await house.EntriesAsync("hub.source_paused"));
        Assert.Single(await house.EntriesAsync("hub.source_resumed"));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told_of_once_and_once_more_when_it_is_back()
    {
        await using var house = await SourceHouse.StartAsync();
        var folder = house.Folder.At("later");
        await house.DeclareAsync($"name: inbox\nkind: folder\nfolder: {folder}\nenvironments: [dev]\nsettle: 0s\nevery: 1s\n");
        await Eventually.HoldsAsync(async () => (await house.EntriesAsync("hub.source_unreachable")).Count == 1, "the journal tells that it is unreachable");
        Assert.Contains("There is no folder", (await house.FindAsync()).Fault, StringComparison.Ordinal);
        await house.OrderAsync("scan");

        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "a.txt"), "a");
        await house.OrderAsync("scan");
        await house.PublishesAsync("a.txt");

        await house.HoldsAsync(s => s.State == "waiting", "it is reachable");
        Assert.Single(await house.EntriesAsync("hub.source_unreachable"));
        Assert.Single(await house.EntriesAsync("hub.source_reachable"));
    }

    [Fact]
    public async Task A_file_of_a_type_that_is_not_expected_is_put_aside()
    {
        await using var house = await SourceHouse.StartAsync();
        house.Folder.Write("a.bin", "a");
        house.Folder.Write("a.txt", "a");
        await house.DeclareFolderAsync("types: [TXT]\n");
        await house.PublishesAsync("a.txt");
        await house.HoldsAsync(s => s.FilesFailed == 1, "the other one was put aside");
        Assert.Contains("'a.bin' is of type BIN", Assert.Single(await house.FilesAsync("failed")).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_no_folder_that_the_server_does_not_allow()
    {
        await using var house = await SourceHouse.StartAsync(("sources.folders", "/nowhere"));
        house.Folder.Write("a.txt", "a");
        await house.DeclareFolderAsync();
        await house.HoldsAsync(s => s.Fault is not null, "the fault is shown");
        Assert.Contains("sources.folders", (await house.FindAsync()).Fault, StringComparison.Ordinal);
        Assert.Empty(await house.ProductsAsync());
    }

    [Fact]
    public async Task An_allowed_folder_is_not_left_by_a_link()
    {
        using var elsewhere = new TempFolder("elsewhere");
        using var allowed = new TempFolder("allowed");
        elsewhere.Write("a.txt", "a");
        Directory.CreateSymbolicLink(allowed.At("link"), elsewhere.Path);
        await using var house = await SourceHouse.StartAsync(("sources.folders", allowed.Path));
        await house.DeclareAsync($"name: inbox\nkind: folder\nfolder: {allowed.At("link")}\nenvironments: [dev]\n");
        await house.HoldsAsync(s => s.Fault is not null, "the fault is shown");
        Assert.Contains("behind a link", (await house.FindAsync()).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empties_the_outbox_of_a_hosted_application()
    {
        await using var house = await SourceHouse.StartAsync();
        await house.DeclareAsync("name: inbox\nkind: outbox\napplication: neo-orbits\nenvironments: [dev]\nsettle: 0s\n");
        await house.BeginsAsync();
        var home = Path.Combine(house.House.Folder, "exchange", "demo", "dev", "neo-orbits");
        house.Drop("result.txt", "a result");
        File.Move(house.Folder.At("result.txt"), Path.Combine(home, "outbox", "result.txt"));
        await house.PublishesAsync("result.txt");
        await Eventually.HoldsAsync(() => Directory.GetFiles(Path.Combine(home, "outbox")).Length == 0, "the outbox is empty");
        if (!OperatingSystem.IsWindows())
            Assert.True(File.GetUnixFileMode(Path.Combine(home, "inbox")).HasFlag(UnixFileMode.GroupWrite));
    }

    [Theory]
    [InlineData("pause", "viewer")]
    [InlineData("scan", "author")]
    [InlineData("files/retry", "viewer")]
    public async Task Orders_are_for_those_who_operate(string order, string role)
    {
        await using var house = await SourceHouse.StartAsync();
        await house.DeclareFolderAsync();
        await house.BeginsAsync();
        using var somebody = await house.House.UserAsync("somebody", role);
        using var answer = await somebody.PostAsync(new Uri($"{SourceHouse.Sources}/inbox/{order}", UriKind.Relative), new StringContent("{}", null, "application/json"), Ct);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
