using Gantry.TestKit;

namespace Gantry.Conformance;

/// <summary>Watches how much more memory is in use while a long stream goes through.</summary>
internal sealed class MeasuringStream(Stream inner) : ReadOnlyStream
{
    private const long Every = 40L << 20;

    private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
    private long _read;
    private long _measuredAt;

    /// <summary>The most memory that was in use at any measurement, above what was in use at first.</summary>
    public long GrowthBytes { get; private set; }

    public override int Read(Span<byte> buffer) => Measure(inner.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Measure(await inner.ReadAsync(buffer, cancellationToken));

    private int Measure(int read)
    {
        _read += read;
        if (_read - _measuredAt >= Every)
        {
            _measuredAt = _read;
            // What is still referenced, not what merely has not been collected yet.
            GrowthBytes = Math.Max(GrowthBytes, GC.GetTotalMemory(forceFullCollection: true) - _before);
        }
        return read;
    }
}
