using Gantry.TestKit;
using Xunit;

namespace Gantry.Server.Tests.Sources;

public sealed class RemoteSourceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pulls_over_SFTP_and_deletes_what_it_took()
    {
        Needs.Server("rclone", "rclone", Needs.Find("rclone"));
        await using var sftp = await SftpServer.StartAsync();
        await using var house = await SourceHouse.StartAsync();
        SourceHouse.Secrets["sftp-key"] = sftp.ClientKey;
        for (var i = 0; i < 12; i++)
            await File.WriteAllBytesAsync(Path.Combine(sftp.Files, $"f{i:00}.bin"), RandomStream.Bytes(i, 5000), Ct);
        await house.DeclareAsync(
            $"name: inbox\nkind: sftp\nenvironments: [dev]\naddress: {sftp.Address}\nfolder: {sftp.Files}\nuser: {sftp.User}\nprivateKey: {{ secret: sftp-key }}\n"
            + $"hostKeys: '{sftp.HostKeys.Trim()}'\nsettle: 0s\nafter: delete\n");
        await house.HoldsAsync(s => s.FilesTaken == 12, "all are taken");
        await Eventually.HoldsAsync(() => Directory.GetFiles(sftp.Files).Length == 0, "all are deleted there");
        Assert.Equal(RandomStream.Bytes(11, 5000), await house.DownloadAsync("f11.bin"));
    }

    [Fact]
    public async Task Pulls_over_FTP_and_a_listing_over_HTTP_what_matches()
    {
        Needs.Server("rclone", "rclone", Needs.Find("rclone"));
        await using var ftp = await FtpServer.StartAsync(FtpTls.None, TimeProvider.System.GetUtcNow());
        await using var http = await RcloneServer.StartAsync("http");
        await using var house = await SourceHouse.StartAsync();
        SourceHouse.Secrets["ftp"] = FtpServer.Password;
        SourceHouse.Secrets["http"] = RcloneServer.Password;
        await File.WriteAllTextAsync(Path.Combine(ftp.Files, "over-ftp.txt"), "f", Ct);
        await File.WriteAllTextAsync(Path.Combine(ftp.Files, "not-this.bin"), "f", Ct);
        await File.WriteAllTextAsync(Path.Combine(http.Files, "over-http.txt"), "h", Ct);
        await house.DeclareAsync([
            $"name: inbox\nkind: ftp\nenvironments: [dev]\naddress: {ftp.Address}\nuser: {FtpServer.User}\npassword: {{ secret: ftp }}\nsettle: 0s\nignore: '*.bin'\n",
            $"name: web\nkind: http\nenvironments: [dev]\naddress: http://127.0.0.1:{http.Port}\nuser: {RcloneServer.User}\npassword: {{ secret: http }}\nsettle: 0s\n"]);
        await house.PublishesAsync("over-ftp.txt", "over-http.txt");
        Assert.DoesNotContain("not-this.bin", await house.ProductsAsync());
    }

    [Fact]
    public async Task Without_rclone_the_source_says_what_is_missing_and_the_others_work()
    {
        await using var house = await SourceHouse.StartAsync(("remote.rclone", "no-such-rclone"));
        house.Folder.Write("a.txt", "a");
        await house.DeclareAsync([
            $"name: inbox\nkind: folder\nfolder: {house.Folder.Path}\nenvironments: [dev]\nsettle: 0s\n",
            "name: far\nkind: ftp\nenvironments: [dev]\naddress: localhost:1\n"]);
        await house.PublishesAsync("a.txt");
        await house.HoldsAsync(s => s.Fault is not null, "the fault is shown", "far");
        Assert.Contains("apt-get install rclone", (await house.FindAsync("far")).Fault, StringComparison.Ordinal);
    }
}
