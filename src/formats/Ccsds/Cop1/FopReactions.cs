namespace Gantry.Ccsds;

/// <summary>What control words and the clock do to the sending end.</summary>
public sealed partial class Fop
{
    /// <summary>Takes a control word of this virtual channel.</summary>
    public void Receive(Clcw clcw, DateTimeOffset now)
    {
        switch (State)
        {
            case FopState.Initial:
                return;
            case FopState.InitialisingWithCommand:
                if (clcw.NextExpected == NextNumber && !clcw.IsLockout && !clcw.IsRetransmit && !clcw.IsWait)
                    Begin();
                return;
        }
        if (WhyWrong(clcw) is var alert and not FopAlert.None)
            GiveUp(alert);
        else if (State == FopState.Initialising)
            Begin();
        else
            Follow(clcw, now);
    }

    /// <summary>The deadline has passed.</summary>
    public void Expire(DateTimeOffset now)
    {
        if (Deadline is not { } deadline || now < deadline)
            return;
        Deadline = null;
        if (_transmissions >= Settings.TransmissionLimit || State == FopState.Initialising)
        {
            if (Settings.SuspendsOnTimeout && State != FopState.InitialisingWithCommand)
                Suspend();
            else
                GiveUp(FopAlert.Timeout);
            return;
        }
        switch (State)
        {
            case FopState.InitialisingWithCommand:
                _transmissions++;
                TransmitCommand(now);
                break;
            case FopState.Active or FopState.Retransmit:
                SendAgain(now);
                SendWhatCanBe(now);
                break;
            case FopState.RetransmitWithWait:
                // Nothing may be sent; the receiver will say when it has room again.
                StartTimer(now);
                break;
        }
    }

    private FopAlert WhyWrong(Clcw clcw)
    {
        if (clcw.IsLockout)
            return FopAlert.Lockout;
        var confirmed = (byte)(clcw.NextExpected - OldestUnconfirmed);
        if (confirmed > (byte)(NextNumber - OldestUnconfirmed))
            return FopAlert.NextExpected;
        if (clcw.NextExpected == NextNumber && clcw.IsRetransmit)
            return FopAlert.Synchronisation;
        if (clcw.IsWait && !clcw.IsRetransmit)
            return FopAlert.ControlWord;
        // Whoever asked for frames again does not fall silent before something has arrived.
        return !clcw.IsRetransmit && confirmed == 0 && State is (FopState.Retransmit or FopState.RetransmitWithWait)
            ? FopAlert.Synchronisation : FopAlert.None;
    }

    private void Follow(Clcw clcw, DateTimeOffset now)
    {
        var isNews = clcw.NextExpected != OldestUnconfirmed;
        if (isNews)
            Confirm(clcw.NextExpected);
        if (!clcw.IsRetransmit)
        {
            if (isNews)
                State = FopState.Active;
            if (_sent.Count == 0)
                Deadline = null;
            if (isNews)
                SendWhatCanBe(now);
            return;
        }
        if (Settings.TransmissionLimit == 1)
        {
            GiveUp(FopAlert.Limit);
            return;
        }
        var before = State;
        State = clcw.IsWait ? FopState.RetransmitWithWait : FopState.Retransmit;
        // Asked again for the same while it is on its way: once is enough.
        if (clcw.IsWait || !isNews && before == FopState.Retransmit || !isNews && _transmissions >= Settings.TransmissionLimit)
            return;
        SendAgain(now);
        SendWhatCanBe(now);
    }

    private void Begin()
    {
        (State, Deadline) = (FopState.Active, null);
        _outputs.Enqueue(new(FopOutputKind.Confirmed, Ticket: _directive));
    }

    private void Confirm(byte next)
    {
        var count = (byte)(next - OldestUnconfirmed);
        for (var i = 0; i < count && i < _sent.Count; i++)
            _outputs.Enqueue(new(FopOutputKind.Confirmed, Ticket: _sent[i].Ticket));
        _sent.RemoveRange(0, Math.Min(count, _sent.Count));
        (OldestUnconfirmed, _transmissions) = (next, 1);
    }

    private void SendAgain(DateTimeOffset now)
    {
        _transmissions++;
        StartTimer(now);
        for (var i = 0; i < _sent.Count; i++)
            _sent[i] = _sent[i] with { IsDue = true };
    }

    private void SendWhatCanBe(DateTimeOffset now)
    {
        for (var i = 0; i < _sent.Count; i++)
        {
            if (!_sent[i].IsDue)
                continue;
            _sent[i] = _sent[i] with { IsDue = false };
            Transmit(_sent[i]);
        }
        if (_waiting is not { } waiting || (byte)(NextNumber - OldestUnconfirmed) >= Settings.Window)
            return;
        if (_sent.Count == 0)
            _transmissions = 1;
        var sent = new Sent { Number = NextNumber++, Payload = waiting.Payload, Ticket = waiting.Ticket };
        _sent.Add(sent);
        _waiting = null;
        _outputs.Enqueue(new(FopOutputKind.Accepted, Ticket: sent.Ticket));
        Transmit(sent);
        StartTimer(now);
    }

    private void Transmit(Sent sent) =>
        _outputs.Enqueue(new(FopOutputKind.Transmit, TcFrameType.AD, sent.Number, sent.Payload, Ticket: sent.Ticket));

    private void TransmitCommand(DateTimeOffset now)
    {
        _outputs.Enqueue(new(FopOutputKind.Transmit, TcFrameType.BC, Command: _command, Ticket: _directive));
        StartTimer(now);
    }

    private void StartTimer(DateTimeOffset now) => Deadline = now + Settings.Timeout;

    private void Suspend()
    {
        (_suspended, State) = (State, FopState.Initial);
        _outputs.Enqueue(new(FopOutputKind.Suspended));
    }

    private void GiveUp(FopAlert alert)
    {
        var isBeginning = State is FopState.Initialising or FopState.InitialisingWithCommand;
        (State, Deadline) = (FopState.Initial, null);
        if (isBeginning)
            _outputs.Enqueue(new(FopOutputKind.Failed, Ticket: _directive, Alert: alert));
        Purge();
        _outputs.Enqueue(new(FopOutputKind.Alert, Alert: alert));
    }

    private void Purge()
    {
        foreach (var sent in _sent)
            _outputs.Enqueue(new(FopOutputKind.Failed, Ticket: sent.Ticket));
        _sent.Clear();
        if (_waiting is { } waiting)
            _outputs.Enqueue(new(FopOutputKind.Rejected, Ticket: waiting.Ticket));
        _waiting = null;
    }
}
