using Gantry.Ccsds;

namespace Gantry.Telemetry;

/// <summary>
/// Counts by virtual channel and process, on top of what was counted before this node worked the channel. Two spacecraft on one
/// link are two, also where they number their processes alike.
/// </summary>
internal sealed class FlowTally
{
    // A broken link can name any number of them.
    private const int Most = 4096;

    private readonly Dictionary<FlowKey, Counted> _flows = [];
    private readonly Dictionary<FrameSource, CountedFrames> _virtual = [];
    private readonly Dictionary<FrameSource, SequenceCounts> _sequences = [];
    private readonly SequenceCounts _bare = new();

    public FlowTally(IEnumerable<Flow> flows, IEnumerable<VirtualFlow> channels)
    {
        foreach (var flow in flows)
            _flows[flow.Key] = new(flow);
        foreach (var channel in channels)
            _virtual[channel.Source] = new(channel);
    }

    /// <summary>Counts a packet; how it follows the one before it of its process.</summary>
    public SequenceStep? Add(ReadOnlySpan<byte> octets, FrameSource? source, DateTimeOffset now, out int missing)
    {
        (SequenceStep? step, int? apid, missing) = (null, null, 0);
        if (SpacePacketHeader.TryRead(octets, out var header) == PacketStatus.Whole)
            (step, apid) = (SequencesOf(source).Follow(header, out missing), header.Apid);
        var key = new FlowKey(source, apid);
        if (!_flows.TryGetValue(key, out var counted))
        {
            if (_flows.Count >= Most)
                return step;
            _flows[key] = counted = new(new(key));
        }
        var flow = counted.Flow;
        counted.Flow = flow with
        {
            Packets = flow.Packets + 1, Bytes = flow.Bytes + octets.Length, LastAt = now,
            Gaps = flow.Gaps + (step == SequenceStep.Gap ? 1 : 0), Missing = flow.Missing + missing, Repeated = flow.Repeated + (step == SequenceStep.Repeat ? 1 : 0),
        };
        counted.Rate.Add(now, 1, octets.Length);
        counted.IsNew = true;
        return step;
    }

    /// <summary>Takes over what the framing has counted since it was last asked.</summary>
    public void Add(IEnumerable<SourceCounts> sources, DateTimeOffset now)
    {
        foreach (var source in sources)
        {
            if (!_virtual.TryGetValue(source.Source, out var counted))
            {
                if (_virtual.Count >= Most)
                    continue;
                _virtual[source.Source] = counted = new(new(source.Source));
            }
            if (counted.Told == source)
                continue;
            var (flow, told, more) = (counted.Flow, counted.Told, source.Frames - counted.Told.Frames);
            counted.Flow = flow with
            {
                Frames = flow.Frames + more, IdleFrames = flow.IdleFrames + source.IdleFrames - told.IdleFrames, LostFrames = flow.LostFrames + source.LostFrames - told.LostFrames,
                Corrected = flow.Corrected + source.CorrectedOctets - told.CorrectedOctets, LastAt = more > 0 ? now : flow.LastAt,
            };
            counted.Rate.Add(now, more, 0);
            (counted.Told, counted.IsNew) = (source, true);
        }
    }

    /// <summary>What has changed since it was last taken, with its rates.</summary>
    public ChangedFlows Take(DateTimeOffset now)
    {
        var flows = new List<Flow>();
        foreach (var counted in _flows.Values.Where(c => c.IsNew))
        {
            var (packets, bytes) = counted.Rate.At(now);
            flows.Add(counted.Flow with { PacketsPerSecond = packets, BytesPerSecond = bytes });
            counted.IsNew = false;
        }
        var channels = new List<VirtualFlow>();
        foreach (var counted in _virtual.Values.Where(c => c.IsNew))
        {
            channels.Add(counted.Flow with { FramesPerSecond = counted.Rate.At(now).Count });
            counted.IsNew = false;
        }
        return new(flows, channels);
    }

    /// <summary>The link was opened anew: the framing counts from nothing, and no packet follows the one before.</summary>
    public void Reopen()
    {
        foreach (var counted in _virtual.Values)
            counted.Told = new(counted.Flow.Source, 0, 0, 0, 0);
        _sequences.Clear();
        _bare.Forget();
    }

    private SequenceCounts SequencesOf(FrameSource? source)
    {
        if (source is not { } one)
            return _bare;
        return _sequences.TryGetValue(one, out var known) ? known : _sequences[one] = new();
    }

    private sealed class Counted(Flow flow)
    {
        public Flow Flow { get; set; } = flow;

        public RateWindow Rate { get; } = new();

        public bool IsNew { get; set; }
    }

    private sealed class CountedFrames(VirtualFlow flow)
    {
        public VirtualFlow Flow { get; set; } = flow;

        public SourceCounts Told { get; set; } = new(flow.Source, 0, 0, 0, 0);

        public RateWindow Rate { get; } = new();

        public bool IsNew { get; set; }
    }
}

/// <summary>Counts that are to be kept.</summary>
internal sealed record ChangedFlows(IReadOnlyList<Flow> Flows, IReadOnlyList<VirtualFlow> Channels);
