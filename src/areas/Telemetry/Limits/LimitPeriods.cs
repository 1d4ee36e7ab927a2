using Gantry.Api;

namespace Gantry.Telemetry;

/// <summary>
/// Which limits held when. Each segment names the limits that its packets were judged by, so the answer is what was done
/// and not what was asked for.
/// </summary>
internal sealed class LimitPeriods(SegmentStore segments, DatabaseShelf databases)
{
    /// <summary>Periods of a parameter or a part of it in the order of their beginning, neighbours with the same limits as one.</summary>
    public async Task<IReadOnlyList<LimitsPeriod>> OfAsync(Scope scope, string? channel, FoundParameter wanted, Span span, CancellationToken ct)
    {
        var (periods, read) = (new List<LimitsPeriod>(), new Dictionary<DatabaseKey, (bool IsSet, IReadOnlyList<ParameterLimit> Limits)>());
        foreach (var (key, from, to) in await segments.DecodedAsync(scope, channel, span, ct))
        {
            if (!read.TryGetValue(key, out var one))
                read[key] = one = await ReadAsync(key, wanted, ct);
            if (periods is [.., var last] && last.IsSetAtRunTime == one.IsSet && last.Limits.SequenceEqual(one.Limits))
                periods[^1] = last with { To = to > last.To ? to : last.To };
            else
                periods.Add(new(from, to, one.IsSet, one.Limits));
        }
        return periods;
    }

    private async Task<(bool, IReadOnlyList<ParameterLimit>)> ReadAsync(DatabaseKey key, FoundParameter wanted, CancellationToken ct) => (
        key.ReadLimits().Any(l => l.Parameter == wanted.Parameter.QualifiedName),
        (await databases.OpenAsync(key, ct)).Database.FindPart(wanted.Name) is var (_, _, type) ? [.. ParameterWords.Limits(type)] : []);
}
