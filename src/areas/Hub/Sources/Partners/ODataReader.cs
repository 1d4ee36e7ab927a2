using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Gantry.Hub;

/// <summary>
/// The products of a PRIP or AUXIP: a window that slides along their publication dates and overlaps, because not every server
/// publishes in the order of its dates.
/// </summary>
internal sealed class ODataReader(SourceDeclaration source, PartnerHttp http, TimeProvider clock) : SourceReader(http)
{
    public override bool RemembersFiles => true;

    public override async IAsyncEnumerable<SourceFile> ListAsync(string? placeInTime, [EnumeratorCancellation] CancellationToken ct)
    {
        var walk = new PageWalk(Begin(source, placeInTime));
        PlaceInTime = placeInTime;
        while (!walk.IsOver)
        {
            var page = await PageAsync(http, walk.Address("Products", source.Filter, source.PageSize), ct);
            foreach (var (entry, isInOrder) in walk.Take(page, source.PageSize))
            {
                if (FileOf(entry) is { } file)
                    yield return file with { PlaceInTime = isInOrder ? Show(entry.Published) : null };
            }
        }
        if (walk.Newest is { } newest)
            PlaceInTime = Later(placeInTime, newest);
    }

    public override async Task<Stream> OpenAsync(SourceFile file, CancellationToken ct)
    {
        var path = $"Products({file.Id})/$value";
        return new ResumingStream(http, path, await http.GetAsync(path, null, null, ct), clock);
    }

    /// <summary>Where a look begins.</summary>
    internal static DateTimeOffset Begin(SourceDeclaration source, string? placeInTime)
    {
        var floor = source.IgnoreBefore ?? DateTimeOffset.UnixEpoch;
        var begin = Read(placeInTime) is { } place ? place - source.Overlap : floor;
        return begin > floor ? begin : floor;
    }

    internal static string Show(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The later of two places in time.</summary>
    internal static string Later(string? place, DateTimeOffset newest) => Read(place) is { } old && old > newest ? place! : Show(newest);

    internal static async Task<Page> PageAsync(PartnerHttp http, string path, CancellationToken ct)
    {
        using var json = await http.GetJsonAsync(path, ct);
        try
        {
            var next = PartnerJson.Text(json.RootElement, "@odata.nextLink") ?? PartnerJson.Text(json.RootElement, "nextLink");
            return new([.. PartnerJson.Entries(json.RootElement).Select(Entry.Of)], next is not null);
        }
        catch (JsonException e)
        {
            throw new RemoteFailureException(RemoteFailure.Refused, $"{path[..Math.Min(path.Length, 80)]}: the answer is not a page of an OData interface: {e.Message}", e);
        }
    }

    private static DateTimeOffset? Read(string? place) =>
        DateTimeOffset.TryParse(place, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private static SourceFile? FileOf(Entry entry)
    {
        if (PartnerJson.Text(entry.Json, "Name") is not { Length: > 0 } name)
            return null;
        return new($"{entry.Id}/{name}", PartnerJson.Whole(entry.Json, "ContentLength"), entry.Published)
        {
            Id = entry.Id,
            Md5 = PartnerJson.Checksum(entry.Json, 32, "MD5"),
            Sha256 = PartnerJson.Checksum(entry.Json, 64, "SHA256", "SHA-256"),
            OriginAt = PartnerJson.Time(entry.Json, "OriginDate"),
        };
    }

    /// <summary>A page of entries, and whether the server says that there are more.</summary>
    internal sealed record Page(IReadOnlyList<Entry> Entries, bool HasNext);

    /// <summary>One entry: its id, its publication and all it says.</summary>
    internal sealed record Entry(string Id, DateTimeOffset Published, JsonElement Json)
    {
        public static Entry Of(JsonElement json) => new(
            PartnerJson.Text(json, "Id")?.Trim('\'') is { } id && id.All(l => char.IsAsciiLetterOrDigit(l) || l is '-' or '_') ? id : throw new JsonException("an entry has no Id"),
            PartnerJson.Time(json, "PublicationDate") ?? PartnerJson.Time(json, "CreationDate") ?? throw new JsonException("an entry has no PublicationDate"),
            json.Clone());
    }
}
