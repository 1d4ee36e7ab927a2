using System.IO.Pipelines;
using Gantry.Archives;

namespace Gantry.Hub;

/// <summary>A product's name and bytes, as its type wants them.</summary>
internal sealed record Shaped(string Name, Blob Blob);

/// <summary>Renames and packs an arrival on its way to become a product.</summary>
internal sealed class Shaping(IBlobStore blobs)
{
    public async Task<Result<Shaped>> ShapeAsync(HeldArrival held, Inspected inspected, CancellationToken ct)
    {
        if (inspected.Type is not { } type || (type.Transform.Rename is null && type.Transform.Pack is null))
            return new Shaped(held.Name, held.Blob);
        var name = held.Name;
        if (type.Transform.Rename is { } template)
        {
            var (match, attributes) = (type.Pattern.Match(held.Name), inspected.Metadata.Attributes.ToDictionary(a => a.Name, a => a.Value));
            if (template.Fill(key => Value(key), out var missing) is not { } filled)
                return IntakeFaults.BadNewName(held.Name, $"nothing is known of '{{{missing}}}'");
            name = filled;

            string? Value(string key) =>
                key == "name" ? held.Name
                : match.Groups[key] is { Success: true } group ? group.Value
                : attributes.GetValueOrDefault(key) is { } value ? DeclaredKinds.Show(value) : null;
        }
        if (type.Transform.Pack is { } kind)
            name += "." + kind.ToString().ToLowerInvariant();
        if (Names.WrongWithProductName(name) is { } complaint)
            return IntakeFaults.BadNewName(held.Name, complaint);
        if (type.Transform.Pack is not { } pack)
            return new Shaped(name, held.Blob);
        return Packing.Missing(pack) is { } absent
            ? IntakeFaults.BadArchive(held.Name, absent)
            : new Shaped(name, await PackAsync(pack, held, ct));
    }

    private async Task<Blob> PackAsync(PackKind kind, HeldArrival held, CancellationToken ct)
    {
        var pipe = new Pipe();
        var putting = PutAsync(pipe.Reader, ct);
        try
        {
            await using (var content = await new HeldContent(blobs, held.Blob).OpenAsync(ct))
            await using (var target = pipe.Writer.AsStream(leaveOpen: true))
                await Packing.PackAsync(kind, held.Name, content, target, ct);
            await pipe.Writer.CompleteAsync();
        }
        catch (Exception e)
        {
            // The put must see the failure too, or half an archive would be kept as a whole one.
            await pipe.Writer.CompleteAsync(e);
            await putting.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
        return await putting;
    }

    // A lake that is full stops reading; without a reader the packing goes on into the void, and to its end.
    private async Task<Blob> PutAsync(PipeReader packed, CancellationToken ct)
    {
        try
        {
            return await blobs.PutAsync(packed.AsStream(leaveOpen: true), Expected.Nothing, ct);
        }
        finally
        {
            await packed.CompleteAsync();
        }
    }
}
