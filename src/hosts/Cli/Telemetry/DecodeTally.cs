using System.Globalization;
using Gantry.Ccsds;
using Gantry.Xtce;

namespace Gantry.Cli;

/// <summary>What became of the packets that were decoded.</summary>
internal sealed class DecodeTally
{
    private const int MostApids = 8;

    private readonly SortedDictionary<string, long> _containers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<DecodeStatus, (long Count, string Reason)> _bad = [];
    private readonly SortedSet<int> _unknown = [];

    public long Packets { get; private set; }

    public long Values { get; private set; }

    public long Good { get; private set; }

    public long FailedChecks { get; private set; }

    public long IdlePackets { get; set; }

    public IReadOnlyDictionary<string, long> Containers => _containers;

    public IEnumerable<object> Bad => _bad.Select(b => new { Status = Word(b.Key), b.Value.Count, First = b.Value.Reason });

    public void Add(DecodedRow row)
    {
        Packets++;
        Values += row.Cells.Count;
        FailedChecks += row.IsChecked == false ? 1 : 0;
        if (row.Status == DecodeStatus.Good)
        {
            Good++;
            var name = row.Container?.QualifiedName ?? "";
            _containers[name] = _containers.GetValueOrDefault(name) + 1;
            return;
        }
        var before = _bad.GetValueOrDefault(row.Status);
        _bad[row.Status] = (before.Count + 1, before.Count == 0 ? row.Reason ?? "" : before.Reason);
        if (row.Status == DecodeStatus.Unidentified && SpacePacketHeader.TryRead(row.Octets.Span, out var header) == PacketStatus.Whole)
            _unknown.Add(header.Apid);
    }

    /// <summary>The whole in one line each.</summary>
    public IEnumerable<string> Lines(TimeSpan took)
    {
        var rate = took > TimeSpan.Zero ? $", {N((long)(Packets / took.TotalSeconds))} packets/s" : "";
        yield return $"{N(Packets)} packets, {N(Values)} values in {Units.Duration(took)}{rate}{(IdlePackets > 0 ? $"; {N(IdlePackets)} idle packets left out" : "")}";
        foreach (var (status, (count, reason)) in _bad)
            yield return $"{N(count)} {(count == 1 ? "is" : "are")} {Word(status)}, the first because {reason}{(status == DecodeStatus.Unidentified && _unknown.Count > 0 ? $" (APID {string.Join(", ", _unknown.Take(MostApids))}{(_unknown.Count > MostApids ? ", …" : "")})" : "")}";
        if (FailedChecks > 0)
            yield return $"{N(FailedChecks)} failed the check that they carry";
    }

    /// <summary>How a status is written.</summary>
    public static string Word(DecodeStatus status) => status switch
    {
        DecodeStatus.Good => "good",
        DecodeStatus.Unidentified => "unidentified",
        DecodeStatus.TooShort => "too short",
        DecodeStatus.BadSize => "of an impossible size",
        DecodeStatus.Undecodable => "undecodable",
        _ => "too much",
    };

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
