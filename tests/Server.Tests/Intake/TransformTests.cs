using System.IO.Compression;
using System.Net;
using System.Text;
using Xunit;

namespace Gantry.Server.Tests.Intake;

public sealed class TransformTests
{
    private const string Types =
        """
        scan: none
        types:
          - { name: BUNDLE, pattern: '.*\.zip', unpack: zip }
          - { name: KEPT, pattern: '.*\.tgz', unpack: { as: tgz, keep: true } }
          - { name: LINES, pattern: '[a-z]+\.lines', split: { lines: 2 } }
          - { name: PIECE, pattern: '.*\.\d{4}\.lines' }
          - { name: PACKED, pattern: '(?<day>\d{8})_(?<what>[a-z]+)\.dat', rename: '{what}_{day}.dat', pack: gz, attributes: { day: '{day}' } }
          - { name: TEXT, pattern: '.*\.txt' }

        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return stream.ToArray();
    }

    [Fact]
    public async Task The_files_in_an_archive_arrive_by_themselves()
    {
        await using var house = await House.StartAsync();
        await house.MissionAsync(types: Types);
        var answer = await house.PutAsync("bundle.zip", Zip(("a.txt", "one"), ("folder/b.txt", "two"), ("what.is.this", "?")));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("taken_apart", (await house.SettledAsync(answer))["state"]!.GetValue<string>());
        Assert.Equal("one", await house.Admin.GetStringAsync($"{House.Products()}/a.txt/content", Ct));
        Assert.Equal("two", await house.Admin.GetStringAsync($"{House.Products()}/b.txt/content", Ct));
        Assert.Equal(HttpStatusCode.NotFound, (await house.Admin.GetAsync($"{House.Products()}/bundle.zip", Ct)).StatusCode);
        var refused = Assert.Single(await house.QuarantineAsync());
        Assert.Equal(("what.is.this", "hub.unknown_type", "bundle.zip"),
            (refused["name"]!.GetValue<string>(), refused["code"]!.GetValue<string>(), refused["parent"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_archive_is_taken_whole_or_not_at_all()
    {
        await using var house = await House.StartAsync();
        await house.MissionAsync(types: Types);
        var torn = Zip(("a.txt", "one"), ("b.txt", new string('x', 5000)));
        torn[36] ^= 0xFF;
        var answer = await house.PutAsync("torn.zip", torn);

        Assert.Equal("quarantined", (await house.SettledAsync(answer))["state"]!.GetValue<string>());
        Assert.Equal("hub.bad_archive", Assert.Single(await house.QuarantineAsync())["code"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, (await house.Admin.GetAsync($"{House.Products()}/a.txt", Ct)).StatusCode);
    }

    [Fact]
    public async Task A_bomb_is_put_into_quarantine_with_its_reason()
    {
        await using var house = await House.StartAsync();
        await house.MissionAsync(types: Types);
        var answer = await house.PutAsync("bomb.zip", Zip(("zeros.txt", new string('0', 60_000_000))));
        Assert.Equal("quarantined", (await house.SettledAsync(answer))["state"]!.GetValue<string>());
        Assert.Contains("times as long", Assert.Single(await house.QuarantineAsync())["reason"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_is_cut_into_pieces_of_so_many_lines()
    {
        await using var house = await House.StartAsync();
        await house.MissionAsync(types: Types);
        Assert.Equal("taken_apart", (await house.SettledAsync(await house.PutAsync("night.lines", ScannedHouse.Bytes("1\n2\n3\n4\n5"))))["state"]!.GetValue<string>());
        Assert.Equal("1\n2\n", await house.Admin.GetStringAsync($"{House.Products()}/night.0001.lines/content", Ct));
        Assert.Equal("5", await house.Admin.GetStringAsync($"{House.Products()}/night.0003.lines/content", Ct));
        Assert.Equal(HttpStatusCode.NotFound, (await house.Admin.GetAsync($"{House.Products()}/night.0004.lines", Ct)).StatusCode);
    }

    [Fact]
    public async Task A_file_is_renamed_and_packed_on_its_way_and_sent_twice_is_one_product()
    {
        await using var house = await House.StartAsync();
        await house.MissionAsync(types: Types);
        var bytes = ScannedHouse.Bytes("some data");
        var answer = await house.PutAsync("20260101_wind.dat", bytes);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("wind_20260101.dat.gz", (await answer.JsonAsync())["name"]!.GetValue<string>());
        Assert.Equal(Digest.Of(bytes).Hex, Assert.Single(answer.Headers.GetValues("Gantry-Received-Digest")));
        await using var gz = new GZipStream(await house.Admin.GetStreamAsync($"{House.Products()}/wind_20260101.dat.gz/content", Ct), CompressionMode.Decompress);
        using var plain = new StreamReader(gz);
        Assert.Equal("some data", await plain.ReadToEndAsync(Ct));
        Assert.Equal(HttpStatusCode.OK, (await house.PutAsync("20260101_wind.dat", bytes)).StatusCode);
    }
}
