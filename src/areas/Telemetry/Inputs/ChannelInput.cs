namespace Gantry.Telemetry;

/// <summary>Some octets of a channel as they came.</summary>
/// <param name="Unit">The file or product they are of; null where there is no such thing.</param>
/// <param name="IsCut">What comes next is not the continuation of this: a datagram, the end of a file, of a connection.</param>
/// <param name="IsLast">The unit ends with it.</param>
internal readonly record struct Piece(ReadOnlyMemory<byte> Octets, string? Unit = null, bool IsCut = false, bool IsLast = false);

/// <summary>
/// Where octets come from. Reading ends when there is nothing more for good, and throws an <see cref="IOException"/> when the link is lost:
/// then it is opened anew.
/// </summary>
internal abstract class ChannelInput
{
    /// <summary>Whether it comes to an end by itself.</summary>
    public virtual bool Ends => false;

    /// <param name="unit">The unit that was read last; its pieces come again from the beginning when it was not finished.</param>
    /// <param name="isFinished">Whether that unit was read to its end.</param>
    /// <param name="opened">Told once it is ready to receive.</param>
    /// <param name="ct">Ends it.</param>
    public abstract IAsyncEnumerable<Piece> ReadAsync(string? unit, bool isFinished, Action opened, CancellationToken ct);
}
