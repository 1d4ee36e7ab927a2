using Gantry.Archives;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Hub;

/// <summary>
/// Makes several arrivals of one: the files in an archive, or the pieces of a text. An archive is read through before
/// anything of it is taken, so it is taken whole or not at all; doing it again after a crash finds what is there already.
/// </summary>
internal sealed class TakingApart(IBlobStore blobs, IntakeOptions options, IServiceProvider services)
{
    /// <summary>Takes every part in; how many there were, or why it cannot be taken apart.</summary>
    public async Task<Result<int>> TakeAsync(HeldArrival held, ProductType type, CancellationToken ct)
    {
        var depth = (held.Parent?.Depth ?? 0) + 1;
        if (depth > options.UnpackDepth)
            return IntakeFaults.TooDeep(held.Name, options.UnpackDepth);
        var origin = new Origin(held.Name, depth);
        var content = new HeldContent(blobs, held.Blob);
        try
        {
            return type.Transform.Unpack is { } kind
                ? await UnpackAsync(kind, held, content, origin, ct)
                : await SplitAsync(type.Transform.SplitLines!.Value, held, content, origin, ct);
        }
        catch (ArchiveRefusedException e)
        {
            return IntakeFaults.BadArchive(held.Name, e.Message);
        }
        catch (PartRefusedException e)
        {
            return e.Fault;
        }
    }

    private async Task<Result<int>> UnpackAsync(ArchiveKind kind, HeldArrival held, HeldContent content, Origin origin, CancellationToken ct)
    {
        if (ArchiveReader.Missing(kind) is { } missing)
            return IntakeFaults.BadArchive(held.Name, missing);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var buffer = new byte[64 << 10];
        await foreach (var member in ArchiveReader.ReadAsync(kind, content.AsArchive(), held.Name, options.Limits, ct))
        {
            if (!names.Add(member.Name))
                return IntakeFaults.BadArchive(held.Name, $"two files in it are called '{member.Name}', and a product's name is its own");
            while (await member.Content.ReadAsync(buffer, ct) > 0)
            {
            }
        }
        await foreach (var member in ArchiveReader.ReadAsync(kind, content.AsArchive(), held.Name, options.Limits, ct))
            await TakePartAsync(held, origin, member.Name, member.Content, ct);
        return names.Count;
    }

    private async Task<Result<int>> SplitAsync(int lines, HeldArrival held, HeldContent content, Origin origin, CancellationToken ct)
    {
        await using var text = await content.OpenAsync(ct);
        var pieces = new LinePieces(text, lines);
        var count = 0;
        while (await pieces.NextAsync(ct) is { } piece)
        {
            if (++count > options.Limits.Members)
                return IntakeFaults.BadArchive(held.Name, $"it has more than {options.Limits.Members} pieces of {lines} lines");
            var name = $"{Path.GetFileNameWithoutExtension(held.Name)}.{count:0000}{Path.GetExtension(held.Name)}";
            await TakePartAsync(held, origin, name, piece, ct);
        }
        return count;
    }

    private async Task TakePartAsync(HeldArrival held, Origin origin, string name, Stream content, CancellationToken ct)
    {
        // The intake settles arrivals, of which some are taken apart, whose parts go to the intake: the circle is closed here.
        var intake = services.GetRequiredService<ProductIntake>();
        var part = new Arrival(held.Mission, held.Environment, name, content, Expected.Nothing, held.SentBy)
        {
            Source = held.Source, OriginAt = held.OriginAt, Parent = origin,
        };
        if ((await intake.AcceptAsync(part, ct)).Fault is { } fault)
            throw new PartRefusedException(fault with { Kind = FaultKind.Unavailable });
    }

    // A part that can be neither taken nor kept just now stops the whole, which is then tried again.
    private sealed class PartRefusedException(Fault fault) : Exception(fault.Message)
    {
        public Fault Fault { get; } = fault;
    }
}
