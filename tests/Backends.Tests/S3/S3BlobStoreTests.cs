using Gantry.Conformance;

namespace Gantry.Backends.Tests.S3;

public sealed class S3BlobStoreTests : BlobStoreConformance
{
    protected override async Task<IBlobStore> NewStoreAsync()
    {
        var store = await S3Place.NewStoreAsync();
        // A listing of a few dozen should meet the end of a page.
        store.ListPage = 7;
        return store;
    }
}
