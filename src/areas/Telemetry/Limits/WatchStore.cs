using System.Text.Json;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>How far the alarms of channels have counted.</summary>
internal sealed class WatchStore(IDatabase database)
{
    public async Task<IReadOnlyList<AlarmMemory>> FindAsync(ChannelKey key, CancellationToken ct)
    {
        var content = await database.ReadAsync(session => session.FirstAsync(
            $"select content from telemetry_watch where mission = {key.Mission} and environment = {key.Environment} and channel = {key.Name}", row => row.Text(0), ct), ct);
        return content is null ? [] : JsonSerializer.Deserialize<List<AlarmMemory>>(content)!;
    }

    /// <summary>Writes them with the packets that they counted.</summary>
    public static Task SaveAsync(UnitOfWork work, ChannelKey key, IReadOnlyList<AlarmMemory> memory, CancellationToken ct) => work.ExecuteAsync(
        $"""
         insert into telemetry_watch (mission, environment, channel, content) values ({key.Mission}, {key.Environment}, {key.Name}, {JsonSerializer.Serialize(memory)})
         on conflict (mission, environment, channel) do update set content = excluded.content
         """, ct);
}
