using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Api;

namespace Gantry.Client.Tests;

public sealed class JournalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_followed_across_cuts_without_a_gap_and_without_doubles()
    {
        var server = new PuppetServer(asked => asked.Number switch
        {
            1 => PuppetServer.Json(new Page<JournalEntryView>([Entry(7)], null)),
            2 => Stream(8, 9),
            3 => throw new HttpRequestException("the server starts anew"),
            4 => PuppetServer.Refuse(HttpStatusCode.ServiceUnavailable, "web.state_unavailable"),
            5 => Stream(10),
            _ => Stream(11, 12),
        });
        var cuts = new List<string>();
        var seen = new List<long>();
        await foreach (var entry in server.Client().FollowAsync(new(Mission: "neo"), onCut: cuts.Add, ct: Ct))
        {
            seen.Add(entry.Sequence);
            if (seen.Count == 5)
                break;
        }

        Assert.Equal([8, 9, 10, 11, 12], seen);
        Assert.NotEmpty(cuts);
        var asked = server.All.Where(a => a.Path.StartsWith("/api/v1/journal/stream?mission=neo", StringComparison.Ordinal)).ToList();
        Assert.Equal(["7", "9", "9", "9", "10"], asked.Select(a => a.Header("Last-Event-ID")));
    }

    [Fact]
    public async Task A_stream_that_was_never_there_is_an_error()
    {
        var server = new PuppetServer(_ => throw new HttpRequestException("refused"));
        await Assert.ThrowsAsync<GantryUnreachableException>(async () =>
        {
            await foreach (var _ in server.Client().FollowAsync(new(), after: 0, ct: Ct))
            {
            }
        });
        // Nothing ever answered there, so waiting for it to come back would only hide a wrong address.
        Assert.Single(server.All);
    }

    private static HttpResponseMessage Stream(params long[] sequences)
    {
        var text = new StringBuilder(": alive\n\n");
        foreach (var sequence in sequences)
            text.Append($"id: {sequence}\nevent: a.kind\ndata: {JsonSerializer.Serialize(Entry(sequence), JsonSerializerOptions.Web)}\n\n");
        return new(HttpStatusCode.OK) { Content = new StringContent(text.ToString(), Encoding.UTF8, "text/event-stream") };
    }

    private static JournalEntryView Entry(long sequence) =>
        new("1.0", $"{sequence}", "/", "gantry.a.kind", "subject", default, "application/json", sequence, "neo", null, "ada", new JsonObject());
}
