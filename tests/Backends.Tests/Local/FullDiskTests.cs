using Gantry.Local;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Backends.Tests.Local;

/// <summary>A lake on a disk of four megabytes.</summary>
public sealed class FullDiskTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_blob_that_does_not_fit_is_refused_in_words_and_takes_no_room()
    {
        await using var disk = await SmallDisk.MountAsync(4);
        var store = new FolderBlobStore(disk.Path);
        var kept = await store.PutAsync(new RandomStream(1, 1 << 20), Expected.Nothing, Ct);
        var free = disk.FreeBytes;

        for (var i = 0; i < 3; i++)
        {
            var refusal = await Assert.ThrowsAsync<LakeFullException>(() => store.PutAsync(new RandomStream(2, 8 << 20), Expected.Nothing, Ct));
            Assert.Contains("full", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(free, disk.FreeBytes);
        Assert.NotNull(await store.FindAsync(kept.Digest, Ct));
        await store.PutAsync(new RandomStream(3, 1 << 20), Expected.Nothing, Ct);
    }

    [Fact]
    public async Task A_full_disk_is_told_by_the_check()
    {
        await using var disk = await SmallDisk.MountAsync(4);
        var store = new FolderBlobStore(disk.Path);
        await File.WriteAllBytesAsync(Path.Combine(disk.Path, "ballast"), new byte[disk.FreeBytes], Ct);

        await Assert.ThrowsAnyAsync<IOException>(() => store.CheckAsync(Ct));
    }
}
