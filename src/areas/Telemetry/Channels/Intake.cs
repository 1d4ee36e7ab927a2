using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>
/// What has come through a channel and is not kept yet. Packets are decoded as they come, because their own time and their
/// limits are wanted at once.
/// </summary>
internal sealed class Intake
{
    private readonly PacketTimes _times;
    private readonly RowDecoder _decoder;
    private readonly AlarmFollower? _alarms;

    public Intake(DatabaseKey key, CompiledDatabase database, ChannelDeclaration channel, IReadOnlyDictionary<string, ConcernLevel>? levels, IReadOnlyList<AlarmMemory>? memory = null)
    {
        Key = key;
        _times = new(database.Database, channel.Time, channel.Clock);
        _alarms = levels is null ? null : new(database, levels, memory ?? []);
        _decoder = new(database, new(database.Database), parameter => _times.Wants(parameter) || _alarms?.Wants(parameter) is true, parameter => _alarms?.IsQuiet(parameter) is true && !_times.Wants(parameter));
    }

    public DatabaseKey Key { get; }

    public List<KeptPacket> Packets { get; } = [];

    public List<AlarmMove> Moves { get; } = [];

    public long Bytes { get; private set; }

    public IReadOnlyDictionary<string, ConcernLevel>? Levels => _alarms?.Levels;

    /// <summary>How far the alarms have counted.</summary>
    public IReadOnlyList<AlarmMemory> Memory => _alarms?.Remember() ?? [];

    public void Add(IReadOnlyList<CutPacket> packets, ChannelTally tally, DateTimeOffset received)
    {
        var (data, places) = Packed.Of([.. packets.Select(p => (ReadOnlyMemory<byte>)p.Octets)]);
        _decoder.Decode(data, places, row =>
        {
            var at = _times.Of(row) ?? received;
            tally.Add(row, packets[row.Packet].Source, received);
            _alarms?.Follow(row, at, Moves);
            Packets.Add(new(at, received, row.Octets, packets[row.Packet].Source));
            Bytes += row.Octets.Length;
        });
    }

    public DateTimeOffset? TimeOf(byte[] packet)
    {
        DateTimeOffset? at = null;
        _decoder.Decode(packet, [new(0, packet.Length)], row => at = _times.Of(row));
        return at;
    }

    public void Clear()
    {
        Packets.Clear();
        Moves.Clear();
        Bytes = 0;
    }
}
