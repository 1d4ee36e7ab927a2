using System.Runtime.CompilerServices;
using Gantry.Simulation;

namespace Gantry.Telemetry;

/// <summary>
/// A simulated spacecraft in this node. It flies the database of its channel: when another one takes over, it sends by that one from
/// then on. Its scenario begins anew when the channel does.
/// </summary>
internal sealed class SimulatorInput(ChannelPlan plan, SimulatorDeclaration simulator, DatabaseShelf databases, TimeProvider clock) : ChannelInput
{
    public override async IAsyncEnumerable<Piece> ReadAsync(string? unit, bool isFinished, Action opened, [EnumeratorCancellation] CancellationToken ct)
    {
        var others = new Dictionary<string, SimulatedDatabase>();
        foreach (var (file, digest) in simulator.Others)
            others[file] = await OpenAsync(DatabaseKey.Of(digest, plan.Declaration.Settings), ct);
        var (key, start, began) = (plan.Database, clock.GetUtcNow(), clock.GetTimestamp());
        var link = plan.Declaration.Framing as FramesDeclaration;
        var scenario = SimulatedScenario.Of(simulator, link is not null);
        var spacecraft = new Spacecraft(await OpenAsync(key, ct), scenario, simulator.Seed, start, simulator.Rate, others.GetValueOrDefault);
        SimulatedPacket? Packet()
        {
            var packet = spacecraft.Next();
            plan.Declaration.Clock?.Write(start + packet.Due, packet.Octets);
            return packet;
        }
        Func<SimulatedPacket?> next = link is null ? Packet : new FramedPackets(Packet, simulator.FramesOf(link.Format), scenario, simulator.Seed).Next;
        opened();
        while (true)
        {
            if (plan.Database != key)
            {
                key = plan.Database;
                spacecraft.Use(await OpenAsync(key, ct), clock.GetElapsedTime(began));
            }
            if (spacecraft.Kinds == 0)
                throw new IOException($"the database {key.Digest.Short} has no space packet that can be made of it, so there is nothing to simulate");
            if (next() is not { } one)
                yield break;
            if (one.Due - clock.GetElapsedTime(began) is { Ticks: > 0 } early)
                await Task.Delay(early, clock, ct);
            yield return new(one.Octets, IsCut: link is null);
        }
    }

    private async Task<SimulatedDatabase> OpenAsync(DatabaseKey key, CancellationToken ct)
    {
        var compiled = await databases.OpenAsync(key, ct);
        return new(compiled.Database, compiled.Root);
    }
}
