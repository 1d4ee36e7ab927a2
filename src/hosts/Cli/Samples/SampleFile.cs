namespace Gantry.Cli;

/// <summary>A file as a provider would deliver it; its bytes are made when they are asked for, and are the same each time.</summary>
internal sealed class SampleFile(string name, Func<byte[]> make)
{
    private readonly Lazy<byte[]> _content = new(make);

    public string Name { get; } = name;

    public byte[] Content => _content.Value;

    public Digest Digest => Digest.Of(Content);

    public Stream Open() => new MemoryStream(Content, writable: false);

    /// <summary>Writes it into a folder as careful senders do: whole, or not there.</summary>
    public async Task WriteAsync(string folder, CancellationToken ct, DateTime? madeAt = null)
    {
        var part = Path.Combine(folder, $".{Name}.part");
        try
        {
            await File.WriteAllBytesAsync(part, Content, ct);
            if (madeAt is { } time)
                File.SetLastWriteTimeUtc(part, time);
            File.Move(part, Path.Combine(folder, Name), overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }
}
