using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Gantry.Telemetry;

/// <summary>Products of a type as they are published, in the order of the journal.</summary>
internal sealed class ProductInput(Scope scope, string type, Journal journal, IProductShelf shelf, IBlobStore blobs) : ChannelInput
{
    private const int PageSize = 100;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    public override async IAsyncEnumerable<Piece> ReadAsync(string? unit, bool isFinished, Action opened, [EnumeratorCancellation] CancellationToken ct)
    {
        var filter = new JournalFilter(scope.Mission, scope.Environment, IProductShelf.Published);
        var place = unit is null ? await journal.HeadAsync(ct) : long.Parse(unit, CultureInfo.InvariantCulture) - (isFinished ? 0 : 1);
        // What was published before there was a channel is not telemetry that comes in; from where on it is must be
        // kept before the channel is up, or a start after a kill would take another beginning.
        if (unit is null)
            yield return new(default, place.ToString(CultureInfo.InvariantCulture), IsCut: true, IsLast: true);
        opened();
        while (true)
        {
            foreach (var entry in await journal.NextAsync(filter, place, PageSize, _patience, ct))
            {
                place = entry.Seq;
                if (!IsOfType(entry) || (await shelf.FindAsync(scope, [Guid.Parse(entry.Subject.AsSpan(entry.Subject.LastIndexOf('/') + 1))], ct)) is not [var product])
                    continue;
                await using var stream = await blobs.OpenAsync(product.Blob.Digest, 0, null, ct);
                if (stream is null)
                    continue;
                await foreach (var piece in ReplayInput.OfAsync(stream, entry.Seq.ToString(CultureInfo.InvariantCulture), ct))
                    yield return piece;
            }
        }
    }

    private bool IsOfType(JournalEntry entry)
    {
        using var data = JsonDocument.Parse(entry.Data);
        return data.RootElement.GetProperty("type").GetString() == type;
    }
}
