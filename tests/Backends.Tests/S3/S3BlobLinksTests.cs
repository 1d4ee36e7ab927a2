using Gantry.Conformance;

namespace Gantry.Backends.Tests.S3;

public sealed class S3BlobLinksTests : BlobLinksConformance
{
    protected override async Task<IBlobStore> NewStoreAsync() => await S3Place.NewStoreAsync();
}
