using Gantry.Ccsds;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>Counts what comes through a channel: on top of what was counted before this node worked it.</summary>
internal sealed class ChannelTally(ChannelCounts before, FlowTally flows)
{
    private ChannelCounts _counts = before;
    private CutCounts _told;

    public ChannelCounts Counts => _counts;

    /// <summary>What has changed by virtual channel and process since it was last taken.</summary>
    public ChangedFlows TakeFlows(DateTimeOffset now) => flows.Take(now);

    public void Add(DecodedRow row, FrameSource? source, DateTimeOffset received)
    {
        _counts = _counts with
        {
            Packets = _counts.Packets + 1, Bytes = _counts.Bytes + row.Octets.Length, LastPacketAt = received,
            Unidentified = _counts.Unidentified + (row.Status == DecodeStatus.Good ? 0 : 1), FailedChecks = _counts.FailedChecks + (row.IsChecked == false ? 1 : 0),
        };
        switch (flows.Add(row.Octets.Span, source, received, out var missing))
        {
            case SequenceStep.Gap:
                _counts = _counts with { Gaps = _counts.Gaps + 1, Missing = _counts.Missing + missing };
                break;
            case SequenceStep.Repeat:
                _counts = _counts with { Repeated = _counts.Repeated + 1 };
                break;
        }
    }

    /// <summary>Takes over what the framing has counted since it was last asked.</summary>
    public void Add(CutCounts cut, IEnumerable<SourceCounts> sources, DateTimeOffset now)
    {
        flows.Add(sources, now);
        _counts = _counts with
        {
            Frames = _counts.Frames + cut.Frames - _told.Frames, BadFrames = _counts.BadFrames + cut.BadFrames - _told.BadFrames, Corrected = _counts.Corrected + cut.CorrectedOctets - _told.CorrectedOctets,
            LostFrames = _counts.LostFrames + cut.LostFrames - _told.LostFrames, Dropped = _counts.Dropped + cut.DroppedOctets - _told.DroppedOctets,
            LastFrameAt = cut.Frames > _told.Frames ? now : _counts.LastFrameAt,
        };
        _told = cut;
    }

    /// <summary>The link was opened anew: the framing counts from nothing, and no packet follows the one before.</summary>
    public void Reopen()
    {
        _told = default;
        flows.Reopen();
    }
}
