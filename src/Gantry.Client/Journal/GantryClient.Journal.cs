using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>Which entries of the journal are wanted; null means any.</summary>
public sealed record JournalQuery(string? Mission = null, string? Environment = null, string? Kind = null);

/// <summary>The journal: read in pages, followed live.</summary>
public sealed partial class GantryClient
{
    /// <summary>A page of entries after a place, oldest first.</summary>
    public Task<Page<JournalEntryView>> JournalAsync(JournalQuery query, long after, int limit, CancellationToken ct = default) =>
        _sender.GetAsync<Page<JournalEntryView>>(JournalPath(query, after, newest: null, limit), ct);

    /// <summary>The newest entries, newest first.</summary>
    public Task<Page<JournalEntryView>> NewestAsync(JournalQuery query, int limit, CancellationToken ct = default) =>
        _sender.GetAsync<Page<JournalEntryView>>(JournalPath(query, after: null, newest: true, limit), ct);

    /// <summary>
    /// Entries as they happen, without end. A connection that is cut is opened again where it was, so nothing is missed
    /// and nothing comes twice.
    /// </summary>
    /// <param name="query">Which entries.</param>
    /// <param name="after">The place to begin after; the end of the journal when left out.</param>
    /// <param name="onCut">Told each time that the connection was cut and is being opened again.</param>
    /// <param name="ct">Ends it.</param>
    public async IAsyncEnumerable<JournalEntryView> FollowAsync(
        JournalQuery query, long? after = null, Action<string>? onCut = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        // The place must be known before the first connection: one that is cut before its first entry could not go on from it.
        var place = after ?? await EndAsync(ct);
        var isFirst = true;
        for (var attempt = 1; ; attempt++)
        {
            if (await OpenAsync(query, place, isFirst, onCut, ct) is { } stream)
            {
                (isFirst, attempt) = (false, 1);
                await using (stream)
                {
                    await using var entries = Read(stream, ct).GetAsyncEnumerator(ct);
                    while (await IsMoreAsync(entries, onCut, ct))
                    {
                        place = entries.Current.Sequence;
                        yield return entries.Current;
                    }
                }
            }
            await Task.Delay(Backoff.Wait(_sender.Options, attempt), _sender.Options.Clock, ct);
        }
    }

    private async Task<long> EndAsync(CancellationToken ct) => (await NewestAsync(new(), 1, ct)).Items is [var newest] ? newest.Sequence : 0;

    private async Task<Stream?> OpenAsync(JournalQuery query, long place, bool isFirst, Action<string>? onCut, CancellationToken ct)
    {
        try
        {
            var response = await _sender.SendAsync(() =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, Paged.Query(
                    "api/v1/journal/stream", ("mission", query.Mission), ("environment", query.Environment), ("kind", query.Kind)));
                request.Headers.Accept.ParseAdd("text/event-stream");
                request.Headers.Add("Last-Event-ID", place.ToString(CultureInfo.InvariantCulture));
                return request;
            }, Manner.Repeatable, ct);
            return new PatientStream(await response.Content.ReadAsStreamAsync(ct), _sender.Options);
        }
        // Whoever follows for days wants to see the server come back; but one that was never there is an error.
        catch (Exception e) when (!isFirst && (e is GantryUnreachableException || e is GantryRefusedException { Kind: FaultKind.Unavailable }))
        {
            onCut?.Invoke(e.Message);
            return null;
        }
    }

    private static async Task<bool> IsMoreAsync(IAsyncEnumerator<JournalEntryView> entries, Action<string>? onCut, CancellationToken ct)
    {
        try
        {
            if (await entries.MoveNextAsync())
                return true;
            onCut?.Invoke("The server closed the stream.");
        }
        catch (Exception e) when (Sender.IsCut(e, ct))
        {
            onCut?.Invoke($"The connection was cut: {e.Message}");
        }
        return false;
    }

    private static async IAsyncEnumerable<JournalEntryView> Read(Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
        var events = SseParser.Create(stream, static (_, data) => JsonSerializer.Deserialize<JournalEntryView>(data, JsonSerializerOptions.Web)!);
        await foreach (var item in events.EnumerateAsync(ct))
            yield return item.Data;
    }

    private static string JournalPath(JournalQuery query, long? after, bool? newest, int limit) => Paged.Query(
        "api/v1/journal", ("mission", query.Mission), ("environment", query.Environment), ("kind", query.Kind),
        ("after", after), ("newest", newest is true ? "true" : null), ("limit", limit));
}
