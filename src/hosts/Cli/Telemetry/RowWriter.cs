using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>Writes decoded packets in one form or another, one after the other.</summary>
internal abstract class RowWriter : IDisposable
{
    public abstract void Write(long packet, DecodedRow row);

    /// <summary>All packets are written.</summary>
    public virtual void End()
    {
    }

    public virtual void Dispose()
    {
    }
}
