namespace Gantry.Xtce;

/// <summary>
/// The last values of the parameters that other packets ask for. It belongs to one channel: replay with a history of its
/// own gives what was seen.
/// </summary>
public sealed class History
{
    private const int Deepest = 64;
    private readonly Dictionary<Parameter, Kept> _values = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Parameter, int> _wanted;

    public History(XtceDatabase database) => _wanted = HistoryNeeds.Of(database);

    /// <summary>How often it was asked. A packet that did not ask would be the same after any other packets.</summary>
    public long Asked { get; private set; }

    /// <summary>The value so many samples ago, 0 being the last one; null when there is none.</summary>
    public Sample? Last(Parameter parameter, long ago)
    {
        Asked++;
        if (!_values.TryGetValue(parameter, out var kept) || ago < 0 || ago >= kept.Count)
            return null;
        return kept.Ring[(kept.Next - 1 - (int)ago + 2 * kept.Ring.Length) % kept.Ring.Length];
    }

    public void Keep(in Sample sample)
    {
        if (sample.Part.Count > 0 || !_wanted.TryGetValue(sample.Parameter, out var depth))
            return;
        if (!_values.TryGetValue(sample.Parameter, out var kept))
            _values[sample.Parameter] = kept = new(new Sample[Math.Min(depth + 1, Deepest)]);
        // The packet's bytes may be used again for the next one.
        kept.Ring[kept.Next] = sample with { Raw = sample.Raw.Own(), Value = sample.Value.Own() };
        kept.Next = (kept.Next + 1) % kept.Ring.Length;
        kept.Count = Math.Min(kept.Count + 1, kept.Ring.Length);
    }

    public void Clear() => _values.Clear();

    private sealed class Kept(Sample[] ring)
    {
        public Sample[] Ring => ring;

        public int Next { get; set; }

        public int Count { get; set; }
    }
}
