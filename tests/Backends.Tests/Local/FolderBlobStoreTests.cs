using Gantry.Conformance;
using Gantry.Local;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Backends.Tests.Local;

public sealed class FolderBlobStoreTests : BlobStoreConformance
{
    private readonly TempFolder _folder = new("lake");

    protected override Task<IBlobStore> NewStoreAsync() => Task.FromResult<IBlobStore>(new FolderBlobStore(_folder.Path));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_blob_keeps_its_bytes_for_whoever_is_reading_when_it_is_deleted()
    {
        var bytes = RandomStream.Bytes(11, 3_000_000);
        var blob = await PutAsync(bytes);
        await using var reading = (await Store.OpenAsync(blob.Digest, 0, null, Ct))!;

        await Store.DeleteAsync(blob.Digest, Ct);

        var read = new MemoryStream();
        await reading.CopyToAsync(read, Ct);
        Assert.Equal(bytes, read.ToArray());
    }

    [Fact]
    public async Task Putting_again_makes_an_old_blob_young()
    {
        var bytes = RandomStream.Bytes(12, 1000);
        var blob = await PutAsync(bytes);
        var file = Directory.GetFiles(_folder.Path, blob.Digest.Hex[2..], SearchOption.AllDirectories).Single();
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);

        await PutAsync(bytes);

        var age = TimeProvider.System.GetUtcNow() - (await Store.FindAsync(blob.Digest, Ct))!.WrittenAt;
        Assert.InRange(age, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
    }
}
