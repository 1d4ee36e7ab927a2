using Gantry.Ccsds;
using Gantry.TestKit;

namespace Gantry.Telemetry.Tests.Channels;

public sealed class FlowTallyTests
{
    private static readonly DateTimeOffset _noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly FrameSource _one = new(0x2A, 1);
    private static readonly FrameSource _two = new(0x2B, 1);

    [Fact]
    public void Two_spacecraft_on_one_link_are_two_though_their_processes_have_one_number()
    {
        var tally = new FlowTally([], []);
        for (var i = 0; i < 10; i++)
        {
            Assert.NotEqual(SequenceStep.Gap, Add(tally, 100 + i, _one, _noon));
            Assert.NotEqual(SequenceStep.Gap, Add(tally, 7000 + i, _two, _noon));
        }
        Assert.Equal(SequenceStep.Gap, Add(tally, 7012, _two, _noon));
        var flows = tally.Take(_noon).Flows;
        Assert.Equal([(_one, 10L, 0L), (_two, 11L, 2L)], flows.Select(f => (f.Key.Source!.Value, f.Packets, f.Missing)));
        Assert.Empty(tally.Take(_noon).Flows);
    }

    [Fact]
    public void Counts_go_on_from_those_that_were_kept_and_frames_from_nothing_when_a_link_is_opened_anew()
    {
        var tally = new FlowTally([], []);
        Add(tally, 1, _one, _noon);
        tally.Add([new(_one, 5, 1, 2, 3)], _noon);
        tally.Add([new(_one, 8, 1, 2, 4)], _noon);
        var kept = tally.Take(_noon);

        tally = new(kept.Flows, kept.Channels);
        tally.Reopen();
        Add(tally, 9, _one, _noon.AddMinutes(1));
        tally.Add([new(_one, 2, 0, 0, 1)], _noon.AddMinutes(1));
        tally.Reopen();
        tally.Add([new(_one, 1, 0, 1, 0)], _noon.AddMinutes(2));
        var changed = tally.Take(_noon.AddMinutes(2));
        var flow = Assert.Single(changed.Flows);
        // Nobody knows what was between a link that was lost and the next one.
        Assert.Equal((2L, 0L), (flow.Packets, flow.Gaps));
        var channel = Assert.Single(changed.Channels);
        Assert.Equal((11L, 1L, 3L, 5L, _noon.AddMinutes(2)), (channel.Frames, channel.IdleFrames, channel.LostFrames, channel.Corrected, channel.LastAt));
    }

    [Fact]
    public void A_rate_is_of_the_last_seconds()
    {
        var rate = new RateWindow();
        for (var second = 0; second < 20; second++)
            rate.Add(_noon.AddSeconds(second), 10, 700);
        Assert.Equal((10, 700), rate.At(_noon.AddSeconds(19)));
        Assert.Equal((4, 280), rate.At(_noon.AddSeconds(22)));
        Assert.Equal((0, 0), rate.At(_noon.AddSeconds(40)));
    }

    private static SequenceStep? Add(FlowTally tally, int count, FrameSource source, DateTimeOffset now) => tally.Add(SamplePackets.Of(SamplePackets.Power, count, 0), source, now, out _);
}
