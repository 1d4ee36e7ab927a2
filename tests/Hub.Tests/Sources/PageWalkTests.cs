using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Gantry.Hub.Tests.Sources;

public class PageWalkTests
{
    private static readonly DateTimeOffset _noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Walks over a server that has entries at these seconds, sorts or not, and caps its pages.</summary>
    private static List<string> Walk(IReadOnlyList<int> seconds, int size, int cap, bool sorts)
    {
        var all = seconds.Select((s, i) => new ODataReader.Entry($"e{i}", _noon.AddSeconds(s), default)).ToList();
        var walk = new PageWalk(DateTimeOffset.UnixEpoch);
        var taken = new List<string>();
        for (var requests = 0; !walk.IsOver; requests++)
        {
            Assert.True(requests <= (seconds.Count * 2) + 5, "The walk does not end.");
            var query = Uri.UnescapeDataString(walk.Address("Products", null, size));
            var from = DateTimeOffset.Parse(query.AsSpan(query.IndexOf("ge ", StringComparison.Ordinal) + 3, 24), System.Globalization.CultureInfo.InvariantCulture);
            var skip = query.IndexOf("$skip=", StringComparison.Ordinal) is >= 0 and var at ? int.Parse(query.AsSpan(at + 6), System.Globalization.CultureInfo.InvariantCulture) : 0;
            var matching = all.Where(e => e.Published >= from).ToList();
            if (sorts)
                matching = [.. matching.OrderBy(e => e.Published)];
            var page = matching.Skip(skip).Take(Math.Min(size, cap)).ToList();
            taken.AddRange(walk.Take(new(page, cap < size && matching.Count > skip + page.Count), size).Select(e => e.Entry.Id));
        }
        return taken;
    }

    [Fact]
    public void Meets_every_entry_whatever_the_dates_and_the_size_of_pages() =>
        Prop.ForAll(Gen.Choose(0, 12).ListOf().ToArbitrary(), Gen.Choose(1, 6).ToArbitrary(), Gen.Choose(1, 8).ToArbitrary(), (seconds, size, cap) =>
        {
            var taken = Walk([.. seconds], size, cap, sorts: true);
            Assert.Equal(seconds.Count, taken.Distinct().Count());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Meets_every_entry_of_a_server_that_does_not_sort() =>
        Prop.ForAll(Gen.Choose(0, 12).ListOf().ToArbitrary(), Gen.Choose(2, 6).ToArbitrary(), (seconds, size) =>
        {
            // What looks sorted on one page may turn out not to be on the next: only a server whose first page shows it is safe.
            var list = seconds.OrderDescending().ToList();
            var taken = Walk(list, size, 1000, sorts: false);
            Assert.True(list.Take(size).Distinct().Count() < 2 || taken.Distinct().Count() == list.Count);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Ends_when_a_server_gives_the_same_page_for_ever()
    {
        var walk = new PageWalk(DateTimeOffset.UnixEpoch);
        var page = new ODataReader.Page([.. Enumerable.Range(0, 5).Select(i => new ODataReader.Entry($"e{i}", _noon, default))], true);
        var requests = 0;
        while (!walk.IsOver && requests++ < 100)
            walk.Take(page, 5);
        Assert.InRange(requests, 1, 10);
    }

    [Theory]
    [InlineData("""{"Checksum":{"Algorithm":"md5","Value":"00112233445566778899AABBCCDDEEFF"}}""", "00112233445566778899aabbccddeeff")]
    [InlineData("""{"checksums":[{"Algorithm":"BLAKE3","Value":"00"},{"Algorithm":"MD5","Value":"00112233445566778899aabbccddeeff"}]}""", "00112233445566778899aabbccddeeff")]
    [InlineData("""{"Checksum":[{"Algorithm":"MD5","Value":"not hex"}]}""", null)]
    [InlineData("""{"Checksum":"00112233445566778899aabbccddeeff"}""", null)]
    [InlineData("{}", null)]
    public void Checksums_are_read_in_every_shape(string json, string? md5)
    {
        using var document = JsonDocument.Parse(json);
        Assert.Equal(md5, PartnerJson.Checksum(document.RootElement, 32, "MD5"));
    }

    [Theory]
    [InlineData("""{"error":{"code":"1","message":"too much"}}""", "too much")]
    [InlineData("""{"detail":[{"type":"x","loc":["query","$top"],"msg":"too much"}]}""", "too much")]
    [InlineData("""{"detail":{"message":"too much","request_id":"1"}}""", "too much")]
    [InlineData("""{"detail":"too much"}""", "too much")]
    [InlineData("[]", null)]
    public void Errors_are_read_in_every_shape(string json, string? said)
    {
        using var document = JsonDocument.Parse(json);
        Assert.Equal(said, PartnerJson.Complaint(document.RootElement));
    }
}
