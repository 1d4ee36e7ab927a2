using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Ccsds.Tests;

public class Cop1Tests
{
    private const int Directive = 1_000;

    private static readonly DateTimeOffset _noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Data_is_sent_in_order_and_confirmed()
    {
        var line = new Line();
        line.Fop.InitiateWithoutCheck(Directive);
        for (byte i = 0; i < 5; i++)
            line.Send(i);
        line.Exchange();
        Assert.Equal([0, 1, 2, 3, 4], line.Arrived);
        Assert.Equal([0, 1, 2, 3, 4], line.Confirmed);
        Assert.Equal((FopState.Active, 0, null), (line.Fop.State, line.Fop.Unconfirmed, line.Fop.Deadline));
    }

    [Fact]
    public void A_lost_frame_is_asked_for_and_sent_again_with_all_behind_it()
    {
        var line = new Line();
        line.Fop.InitiateWithoutCheck(Directive);
        line.Lose = n => n == 1;
        for (byte i = 0; i < 4; i++)
            line.Send(i);
        Assert.Equal([0], line.Arrived);
        Assert.True(line.Farm.IsRetransmit);
        line.Exchange();
        Assert.Equal([0, 1, 2, 3], line.Arrived);
        Assert.Equal([0, 1, 2, 3], line.Confirmed);
    }

    [Fact]
    public void The_last_frame_lost_is_sent_again_when_time_is_up()
    {
        var line = new Line();
        line.Fop.InitiateWithoutCheck(Directive);
        line.Lose = n => n == 0;
        line.Send(0);
        line.Exchange();
        Assert.Empty(line.Arrived);
        line.Fop.Expire(_noon.AddSeconds(9));
        line.Exchange();
        Assert.Empty(line.Arrived);
        line.Fop.Expire(_noon.AddSeconds(10));
        line.Exchange();
        Assert.Equal([0], line.Confirmed);
    }

    [Fact]
    public void Gives_up_after_the_last_transmission_and_says_what_failed()
    {
        var line = new Line { Lose = _ => true };
        line.Fop.InitiateWithoutCheck(Directive);
        line.Send(0);
        for (var i = 1; i <= 3; i++)
            line.Fop.Expire(_noon.AddMinutes(i));
        line.Exchange();
        Assert.Equal(3, line.SentFrames);
        Assert.Equal((FopState.Initial, FopAlert.Timeout), (line.Fop.State, line.Alert));
        Assert.Equal([0], line.Failed);
    }

    [Fact]
    public void Can_be_suspended_by_the_clock_and_resumed()
    {
        var line = new Line(new() { TransmissionLimit = 1, SuspendsOnTimeout = true }) { Lose = n => n == 0 };
        line.Fop.InitiateWithoutCheck(Directive);
        line.Send(0);
        line.Fop.Expire(_noon.AddMinutes(1));
        line.Exchange();
        Assert.True(line.IsSuspended);
        Assert.Empty(line.Failed);
        line.Fop.SetNextNumber(9, 2);
        line.Fop.Resume(3, _noon.AddMinutes(2));
        Assert.Equal((FopState.Active, 1), (line.Fop.State, line.Fop.Unconfirmed));
    }

    [Fact]
    public void One_waits_behind_a_full_window_and_a_second_is_rejected()
    {
        var line = new Line(new() { Window = 2 }) { IsDeaf = true };
        line.Fop.InitiateWithoutCheck(Directive);
        for (byte i = 0; i < 4; i++)
            line.Send(i);
        Assert.Equal(2, line.SentFrames);
        Assert.Equal([3], line.Rejected);
        line.IsDeaf = false;
        line.Fop.Expire(_noon.AddMinutes(1));
        line.Exchange();
        Assert.Equal([0, 1, 2], line.Confirmed);
    }

    [Fact]
    public void A_receiver_without_room_makes_the_sender_wait()
    {
        var line = new Line();
        line.Fop.InitiateWithoutCheck(Directive);
        line.HasRoom = false;
        line.Send(0);
        line.Report();
        Assert.Equal(FopState.RetransmitWithWait, line.Fop.State);
        line.Send(1);
        Assert.Equal(1, line.SentFrames);
        line.HasRoom = true;
        line.Farm.Release();
        line.Exchange();
        Assert.Equal([0, 1], line.Confirmed);
    }

    [Fact]
    public void A_number_outside_the_window_locks_the_receiver_out_until_it_is_unlocked()
    {
        var line = new Line();
        line.Fop.SetNextNumber(100, 1);
        line.Fop.InitiateWithoutCheck(2);
        line.Send(0);
        Assert.True(line.Farm.IsLockout);
        line.Report();
        Assert.Equal((FopState.Initial, FopAlert.Lockout), (line.Fop.State, line.Alert));
        line.Fop.SetNextNumber(0, 3);
        line.Fop.InitiateWithUnlock(4, _noon);
        line.Exchange();
        Assert.Equal((FopState.Active, false), (line.Fop.State, line.Farm.IsLockout));
        line.Send(7);
        line.Exchange();
        Assert.Equal([7], line.Arrived);
    }

    [Fact]
    public void Beginning_with_a_number_sets_it_at_both_ends()
    {
        var line = new Line();
        line.Fop.InitiateWithSet(77, 1, _noon);
        line.Exchange();
        Assert.Equal((77, 77, FopState.Active), (line.Farm.NextExpected, line.Fop.NextNumber, line.Fop.State));
        line.Fop.InitiateWithoutCheck(2);
        line.Exchange();
        Assert.Contains(2, line.Rejected);
    }

    [Fact]
    public void A_lost_control_command_is_sent_again()
    {
        var line = new Line { Lose = n => n == 0 };
        line.Fop.InitiateWithUnlock(1, _noon);
        line.Fop.Expire(_noon.AddMinutes(1));
        line.Exchange();
        Assert.Equal((2, 1), (line.SentFrames, line.Farm.FarmB));
    }

    [Fact]
    public void Beginning_with_a_check_waits_for_a_control_word()
    {
        var line = new Line();
        line.Fop.InitiateWithCheck(1, _noon);
        Assert.Equal(FopState.Initialising, line.Fop.State);
        line.Report();
        Assert.Equal(FopState.Active, line.Fop.State);
        var other = new Line();
        other.Fop.SetNextNumber(5, 1);
        other.Fop.InitiateWithCheck(2, _noon);
        other.Report();
        Assert.Equal(FopAlert.NextExpected, other.Alert);
    }

    [Fact]
    public void Data_past_sequence_control_goes_out_in_every_state()
    {
        var line = new Line();
        line.Fop.SendExpedited(new byte[] { 42 }, 42);
        line.Exchange();
        Assert.Equal([42], line.Arrived);
        Assert.Equal(1, line.Farm.FarmB);
    }

    [Fact]
    public void Ending_reports_what_is_unconfirmed()
    {
        var line = new Line { IsDeaf = true };
        line.Fop.InitiateWithoutCheck(Directive);
        line.Send(0);
        line.Fop.Terminate(9);
        line.Exchange();
        Assert.Equal([0], line.Failed);
        Assert.Equal(FopAlert.Terminated, line.Alert);
        Assert.Contains(9, line.Confirmed);
    }

    [Theory]
    [InlineData(0, false, true, false, FopAlert.ControlWord)]
    [InlineData(2, false, false, true, FopAlert.Synchronisation)]
    [InlineData(3, false, false, false, FopAlert.NextExpected)]
    [InlineData(0, true, false, false, FopAlert.Lockout)]
    public void Control_words_that_cannot_be_end_sequence_control(byte next, bool isLockout, bool isWait, bool isRetransmit, FopAlert alert)
    {
        var line = new Line { IsDeaf = true };
        line.Fop.InitiateWithoutCheck(Directive);
        line.Send(0);
        line.Send(1);
        line.Fop.Receive(new(0, next, 0, isLockout, isWait, isRetransmit), _noon);
        line.Exchange();
        Assert.Equal(alert, line.Alert);
        Assert.Equal(FopState.Initial, line.Fop.State);
    }

    // Whatever a link loses, what arrives is a beginning of what was sent, in order, each once.
    [Fact]
    public void Over_any_losses_everything_arrives_in_order_or_is_said_to_have_failed() => Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
    {
        var random = new System.Random(seed);
        var line = new Line(new() { TransmissionLimit = 200, Window = 1 + random.Next(9) });
        line.Fop.InitiateWithoutCheck(Directive);
        line.Lose = _ => random.Next(3) == 0;
        byte sent = 0;
        var now = _noon;
        for (var i = 0; i < 3_000 && line.Confirmed.Count < 100; i++)
        {
            now = now.AddSeconds(3);
            line.HasRoom = random.Next(5) != 0;
            if (line.HasRoom)
                line.Farm.Release();
            if (sent < 100 && random.Next(2) == 0 && line.TrySend(sent, now))
                sent++;
            if (random.Next(3) != 0)
                line.Report(now);
            line.Fop.Expire(now);
            line.Carry();
        }
        Assert.Equal(FopAlert.None, line.Alert);
        Assert.Equal(Enumerable.Range(0, 100), line.Arrived);
    }).Check(Some.Few);

    [Fact]
    public void Any_control_word_at_any_time_is_answered() => Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
    {
        var random = new System.Random(seed);
        var fop = new Fop(new() { Window = 1 + random.Next(20), TransmissionLimit = 1 + random.Next(3), SuspendsOnTimeout = random.Next(2) == 0 });
        for (var i = 0; i < 200; i++)
        {
            var now = _noon.AddSeconds(i * 4);
            switch (random.Next(9))
            {
                case 0: fop.InitiateWithoutCheck(i); break;
                case 1: fop.InitiateWithUnlock(i, now); break;
                case 2: fop.InitiateWithSet((byte)random.Next(256), i, now); break;
                case 3: fop.Resume(i, now); break;
                case 4: fop.Expire(now); break;
                case 5: fop.Receive(new(0, (byte)(fop.OldestUnconfirmed + random.Next(3)), 0, random.Next(20) == 0, random.Next(5) == 0, random.Next(3) == 0), now); break;
                case 6: fop.InitiateWithCheck(i, now); break;
                default: fop.Send(default, i, now); break;
            }
            while (fop.TryNext(out var output))
                Assert.True(Enum.IsDefined(output.Kind));
            Assert.InRange(fop.Unconfirmed, 0, fop.Settings.Window);
        }
    }).Check(Some.Few);

    [Fact]
    public void Control_words_read_back_bit_by_bit()
    {
        Assert.True(Clcw.TryRead(Some.Hex("0154 BE2A"), out var clcw));
        Assert.Equal(new(0x15, 0x2A, 3, IsLockout: true, IsWait: true, IsRetransmit: true, HasNoRf: true), clcw);
        var written = new byte[4];
        Assert.True(clcw.TryWrite(written));
        Assert.Equal("0154BE2A", Convert.ToHexString(written));
        Assert.False(Clcw.TryRead(Some.Hex("8154BE2A"), out _));
        Assert.False(Clcw.TryRead(Some.Hex("0054BE2A"), out _));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    [InlineData(256)]
    public void A_receiver_has_an_even_window(int window) => Assert.Throws<ArgumentOutOfRangeException>(() => new Farm(0, window));

    /// <summary>Both ends, and a link between them that loses what it is told to lose.</summary>
    private sealed class Line(FopSettings? settings = null)
    {
        public Fop Fop { get; } = new(settings ?? new());

        public Farm Farm { get; } = new();

        public Func<int, bool> Lose { get; set; } = _ => false;

        public bool HasRoom { get; set; } = true;

        public bool IsDeaf { get; set; }

        public int SentFrames { get; private set; }

        public List<int> Arrived { get; } = [];

        public List<int> Confirmed { get; } = [];

        public List<int> Failed { get; } = [];

        public List<int> Rejected { get; } = [];

        public FopAlert Alert { get; private set; }

        public bool IsSuspended { get; private set; }

        public void Send(byte what)
        {
            Fop.Send(new[] { what }, what, _noon);
            Carry();
        }

        public bool TrySend(byte what, DateTimeOffset now)
        {
            var before = Rejected.Count;
            Fop.Send(new[] { what }, what, now);
            Carry();
            return Rejected.Count == before;
        }

        public void Report(DateTimeOffset? now = null)
        {
            Fop.Receive(Farm.Clcw, now ?? _noon);
            Carry();
        }

        public void Exchange()
        {
            Carry();
            for (var i = 0; i < 5; i++)
                Report();
        }

        public void Carry()
        {
            while (Fop.TryNext(out var output))
                Take(output);
        }

        private void Take(FopOutput output)
        {
            switch (output.Kind)
            {
                case FopOutputKind.Transmit when !Lose(SentFrames++) && !IsDeaf:
                    var data = output.Type == TcFrameType.BC ? output.Command.Write(new byte[3]) : output.Payload.Span;
                    if (Farm.Take(new() { Type = output.Type, SequenceNumber = output.SequenceNumber, Data = data }, HasRoom) == FarmVerdict.Accepted)
                        Arrived.Add(data[0]);
                    break;
                case FopOutputKind.Confirmed when output.Ticket != Directive:
                    Confirmed.Add((int)output.Ticket);
                    break;
                case FopOutputKind.Failed:
                    Failed.Add((int)output.Ticket);
                    break;
                case FopOutputKind.Rejected:
                    Rejected.Add((int)output.Ticket);
                    break;
                case FopOutputKind.Alert:
                    Alert = output.Alert;
                    break;
                case FopOutputKind.Suspended:
                    IsSuspended = true;
                    break;
            }
        }
    }
}
