using System.Collections.Concurrent;

namespace Gantry.Hub;

/// <summary>The types of each release, read once: a release never changes.</summary>
internal sealed class TypeBook(IMissionReleases releases)
{
    private const int KeptReleases = 256;

    private readonly ConcurrentDictionary<Digest, ProductTypes> _byRelease = new();

    public async Task<ProductTypes> OfAsync(Digest release, CancellationToken ct)
    {
        if (_byRelease.TryGetValue(release, out var known))
            return known;
        if (_byRelease.Count >= KeptReleases)
            _byRelease.Clear();
        var file = await releases.ReadFileAsync(release, TypesFile.Path, ct);
        var types = file is null ? new ProductTypes([], KeepsUnrecognised: true) { ScanUnrecognised = ScanRule.Wanted } : TypesFile.Read(file);
        return _byRelease.GetOrAdd(release, types);
    }
}
