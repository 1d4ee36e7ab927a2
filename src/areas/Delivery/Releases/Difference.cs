using Gantry.Api;

namespace Gantry.Delivery;

/// <summary>How two releases differ, file by file.</summary>
internal static class Difference
{
    public static DifferenceView Between(IReadOnlyList<ReleaseFile> old, IReadOnlyList<ReleaseFile> @new)
    {
        var before = old.ToDictionary(f => f.Path, StringComparer.Ordinal);
        var after = @new.ToDictionary(f => f.Path, StringComparer.Ordinal);
        var changes = new List<FileChangeView>();
        foreach (var path in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var (was, now) = (before.GetValueOrDefault(path), after.GetValueOrDefault(path));
            if (was?.Digest != now?.Digest)
                changes.Add(new(path, was is null ? "added" : now is null ? "removed" : "changed", was?.SizeBytes, now?.SizeBytes));
        }
        return new(changes);
    }
}
