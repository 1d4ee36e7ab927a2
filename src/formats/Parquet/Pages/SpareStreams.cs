using System.Collections.Concurrent;

namespace Gantry.Parquet;

/// <summary>Streams in memory that are used again: pages are long, and long memory is dear to get and to give back.</summary>
internal static class SpareStreams
{
    private const int MostKept = 16;
    private const int LongestKept = 1 << 23;

    private static readonly ConcurrentBag<MemoryStream> _spare = [];

    /// <summary>An empty stream, the caller's alone until it is given back.</summary>
    public static MemoryStream Take() => _spare.TryTake(out var stream) ? stream : new();

    public static void GiveBack(MemoryStream stream)
    {
        if (stream.Capacity > LongestKept || _spare.Count >= MostKept)
            return;
        stream.SetLength(0);
        _spare.Add(stream);
    }
}
