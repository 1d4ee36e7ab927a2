using Gantry.TestKit;
using Xunit;

namespace Gantry.Backends.Tests.S3;

/// <summary>The disk on which large arrivals wait is full.</summary>
public sealed class FullSpoolTests
{
    [Fact]
    public async Task A_blob_that_does_not_fit_is_refused_in_words_and_takes_no_room()
    {
        await using var disk = await SmallDisk.MountAsync(6);
        using var store = S3Place.Open(S3Place.Options(await SwiftServer.SharedAsync()) with { SpoolFolder = disk.Path });
        var free = disk.FreeBytes;

        var refusal = await Assert.ThrowsAsync<LakeFullException>(
            () => store.PutAsync(new RandomStream(1, 20 << 20), Expected.Nothing, TestContext.Current.CancellationToken));

        Assert.Contains(disk.Path, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(free, disk.FreeBytes);
    }
}
