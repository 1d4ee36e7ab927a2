using System.Runtime.CompilerServices;

namespace Gantry.Hub;

/// <summary>
/// The sessions of a CADIP station: each is asked for its files until every channel has sent its final block. The place in time
/// stays before the oldest session that is not complete.
/// </summary>
internal sealed class CadipReader(SourceDeclaration source, PartnerHttp http, TimeProvider clock) : SourceReader(http)
{
    public override bool RemembersFiles => true;

    public override async IAsyncEnumerable<SourceFile> ListAsync(string? placeInTime, [EnumeratorCancellation] CancellationToken ct)
    {
        PlaceInTime = placeInTime;
        DateTimeOffset? oldestOpen = null;
        var walk = new PageWalk(ODataReader.Begin(source, placeInTime));
        while (!walk.IsOver)
        {
            var page = await ODataReader.PageAsync(http, walk.Address("Sessions", source.Filter, source.PageSize), ct);
            foreach (var (session, _) in walk.Take(page, source.PageSize))
            {
                if (PartnerJson.Text(session.Json, "SessionId") is not { Length: > 0 } id)
                    continue;
                var channels = new ChannelBook(PartnerJson.Whole(session.Json, "NumChannels") ?? 1);
                await foreach (var file in FilesAsync(id, channels, ct))
                    yield return file;
                if (channels.Missing is not { } missing)
                    continue;
                if (clock.GetUtcNow() - session.Published < source.CompleteWithin)
                    oldestOpen = oldestOpen < session.Published ? oldestOpen : session.Published;
                else
                    yield return new($"{id}/", null, session.Published) { Problem = $"The session {id} did not get its final blocks within {source.CompleteWithin}: {missing}." };
            }
        }
        if ((oldestOpen ?? walk.Newest) is { } place)
            PlaceInTime = oldestOpen is null ? ODataReader.Later(placeInTime, place) : ODataReader.Show(place);
    }

    public override async Task<Stream> OpenAsync(SourceFile file, CancellationToken ct)
    {
        if (file.Id is null)
            throw new RemoteFailureException(RemoteFailure.Refused, $"'{file.Path}' is a session and no file.");
        var path = $"Files({file.Id})/$value";
        return new ResumingStream(http, path, await http.GetAsync(path, null, null, ct), clock);
    }

    private async IAsyncEnumerable<SourceFile> FilesAsync(string session, ChannelBook channels, [EnumeratorCancellation] CancellationToken ct)
    {
        var ofSession = $"SessionId eq '{session.Replace("'", "''", StringComparison.Ordinal)}'";
        var walk = new PageWalk(DateTimeOffset.UnixEpoch);
        while (!walk.IsOver)
        {
            var page = await ODataReader.PageAsync(http, walk.Address("Files", ofSession, source.PageSize), ct);
            foreach (var (entry, _) in walk.Take(page, source.PageSize))
            {
                channels.Note(PartnerJson.Whole(entry.Json, "Channel"), PartnerJson.Flag(entry.Json, "FinalBlock"));
                if (PartnerJson.Text(entry.Json, "Name") is { Length: > 0 } name)
                    yield return new($"{session}/{entry.Id}/{name}", PartnerJson.Whole(entry.Json, "Size"), entry.Published)
                    {
                        Id = entry.Id, OriginAt = PartnerJson.Time(entry.Json, "OriginDate") ?? entry.Published,
                        Md5 = PartnerJson.Checksum(entry.Json, 32, "MD5"),
                    };
            }
        }
    }

    /// <summary>Which channels of a session have sent their final block.</summary>
    private sealed class ChannelBook(long count)
    {
        private readonly HashSet<long> _final = [];

        /// <summary>What is missing, in words; null when nothing is.</summary>
        public string? Missing => _final.Count >= count ? null : $"of {count} channels {(_final.Count == 0 ? "none" : string.Join(", ", _final.Order()))} had one";

        public void Note(long? channel, bool isFinal)
        {
            if (isFinal)
                _final.Add(channel ?? 0);
        }
    }
}
