using Gantry.Simulation;

namespace Gantry.Cli;

/// <summary>Spacecraft that share a link: whatever is due first is sent first.</summary>
internal sealed class SimulatedFleet(IReadOnlyList<Spacecraft> spacecraft)
{
    private readonly SimulatedPacket?[] _next = new SimulatedPacket?[spacecraft.Count];

    public int Kinds => spacecraft.All(s => s.Kinds > 0) ? spacecraft.Sum(s => s.Kinds) : 0;

    public SimulatedPacket Next()
    {
        var first = 0;
        for (var i = 0; i < spacecraft.Count; i++)
        {
            _next[i] ??= spacecraft[i].Next();
            first = _next[i]!.Value.Due < _next[first]!.Value.Due ? i : first;
        }
        var packet = _next[first]!.Value with { Spacecraft = first };
        _next[first] = null;
        return packet;
    }
}
