using System.Numerics;

namespace Gantry.Ccsds;

/// <summary>A frame as it was found in the stream.</summary>
public readonly ref struct SyncedFrame
{
    /// <summary>The frame without its marker, upright; gone when the next one is read.</summary>
    public ReadOnlySpan<byte> Octets { get; init; }

    /// <summary>At which bit of the stream its marker begins.</summary>
    public long StartBit { get; init; }

    /// <summary>How many bits of its marker were wrong.</summary>
    public int MarkerErrors { get; init; }

    /// <summary>Whether it came with every bit turned round.</summary>
    public bool IsInverted { get; init; }

    /// <summary>How many bits later than expected it came; earlier when negative.</summary>
    public int Slip { get; init; }

    /// <summary>Whether its marker was missing, so that only its place speaks for it.</summary>
    public bool IsAssumed { get; init; }
}

/// <summary>
/// Finds frames in a stream of bits by their markers, over wrong bits, lost and doubled bits, and whichever way round the
/// bits come. Nothing is allocated after the constructor.
/// </summary>
public sealed class FrameSynchroniser
{
    private readonly FrameSyncFormat _format;
    private readonly byte[] _marker;
    private readonly byte[] _frame;
    private readonly BitWindow _window;
    private readonly int _unitBits;

    // Where to look next, and how many bits of the stream lie before the window.
    private int _at;
    private long _before;
    private int _missed;
    private bool _isInverted;
    private bool _isEnding;

    /// <exception cref="ArgumentException">The format is none (<see cref="FrameSyncFormat.WhyInvalid"/> says why).</exception>
    public FrameSynchroniser(FrameSyncFormat format)
    {
        if (format.WhyInvalid() is { } complaint)
            throw new ArgumentException(complaint, nameof(format));
        _format = format;
        _marker = format.Marker.ToArray();
        _frame = new byte[format.FrameLength];
        var unit = _marker.Length + format.FrameLength;
        _unitBits = unit * 8;
        // All that is to be verified at once, and as much again so that octets are seldom moved.
        _window = new(2 * (unit * (format.Verify + 1) + _marker.Length + 2));
    }

    public SyncState State { get; private set; }

    /// <summary>Bits that belong to no frame.</summary>
    public long SkippedBits { get; private set; }

    /// <summary>How often frames stopped following each other.</summary>
    public long LockLosses { get; private set; }

    /// <summary>Reads on until a frame is found or the octets are used up; what was read is taken off the input.</summary>
    public bool TryRead(ref ReadOnlySpan<byte> input, out SyncedFrame frame)
    {
        while (true)
        {
            if (TryFind(out frame))
                return true;
            if (input.IsEmpty)
                return false;
            if (_window.Room < input.Length)
                Discard();
            input = input[_window.Append(input)..];
        }
    }

    /// <summary>At the end of the stream: gives what could no longer be verified. Call it until it says false.</summary>
    public bool TryFinish(out SyncedFrame frame)
    {
        _isEnding = true;
        var isFound = TryFind(out frame);
        _isEnding = isFound;
        return isFound;
    }

    private bool TryFind(out SyncedFrame frame)
    {
        frame = default;
        if (State is SyncState.Lock or SyncState.Check)
        {
            var isFound = TryFollow(out frame, out var isLost);
            if (!isLost)
                return isFound;
        }
        while (State == SyncState.Verify || Search())
        {
            var verdict = Verified();
            if (verdict is null)
                return false;
            if (verdict == false)
            {
                State = SyncState.Search;
                Skip(1);
                continue;
            }
            return Deliver(0, false, out frame);
        }
        return false;
    }

    // In lock: the marker stands where it should, or a few bits beside it, or is passed over.
    private bool TryFollow(out SyncedFrame frame, out bool isLost)
    {
        frame = default;
        isLost = false;
        if (_window.Length < _at + _unitBits)
            return false;
        if (IsMarker(_at, _format.LockErrors))
            return Deliver(0, false, out frame);
        if (_window.Length < _at + _unitBits + _format.MostSlip && !_isEnding)
            return false;
        for (var slip = 1; slip <= _format.MostSlip; slip++)
        {
            if (_at >= slip && IsMarker(_at - slip, _format.SearchErrors))
                return Deliver(-slip, false, out frame);
            if (_window.Length >= _at + slip + _unitBits && IsMarker(_at + slip, _format.SearchErrors))
                return Deliver(slip, false, out frame);
        }
        if (_missed < _format.Flywheel)
            return Deliver(0, true, out frame);
        LockLosses++;
        State = SyncState.Search;
        isLost = true;
        return false;
    }

    private bool IsMarker(int at, int mostWrong)
    {
        if (Errors(at, out var isInverted) > mostWrong)
            return false;
        _isInverted = isInverted;
        return true;
    }

    private bool Deliver(int slip, bool isAssumed, out SyncedFrame frame)
    {
        _at += slip;
        SkippedBits += Math.Max(0, slip);
        _missed = isAssumed ? _missed + 1 : 0;
        State = isAssumed ? SyncState.Check : SyncState.Lock;
        _window.CopyTo(_at + _marker.Length * 8, _frame, _isInverted);
        frame = new()
        {
            Octets = _frame, StartBit = _before + _at, MarkerErrors = Errors(_at, out _), IsInverted = _isInverted, Slip = slip, IsAssumed = isAssumed,
        };
        _at += _unitBits;
        return true;
    }

    // Moves to the next bit at which a marker begins.
    private bool Search()
    {
        var last = _window.Length - _marker.Length * 8;
        var head = HeadOf(_marker, out var shift);
        for (; _at <= last; Skip(1))
        {
            var wrong = BitOperations.PopCount(_window.Word(_at) >> shift ^ head);
            if (wrong > _format.SearchErrors && (!_format.AllowsInversion || 64 - shift - wrong > _format.SearchErrors))
                continue;
            if (Errors(_at, out _isInverted) > _format.SearchErrors)
                continue;
            State = SyncState.Verify;
            return true;
        }
        return false;
    }

    // Null while too little is there to say.
    private bool? Verified()
    {
        for (var k = 1; k <= _format.Verify; k++)
        {
            var at = _at + k * _unitBits;
            if (_window.Length < at + _marker.Length * 8)
                return _isEnding && _window.Length >= _at + _unitBits ? true : null;
            if (Errors(at, out var isInverted) > _format.LockErrors || isInverted != _isInverted)
                return false;
        }
        return _window.Length >= _at + _unitBits ? true : null;
    }

    private int Errors(int at, out bool isInverted)
    {
        var wrong = _window.Distance(at, _marker);
        var turned = _marker.Length * 8 - wrong;
        isInverted = _format.AllowsInversion && turned < wrong;
        return isInverted ? turned : wrong;
    }

    private void Skip(int bits)
    {
        _at += bits;
        SkippedBits += bits;
    }

    // A slip may go back a few bits.
    private void Discard()
    {
        var octets = Math.Min((_at >> 3) - 1, (int)(_window.Length >> 3));
        if (octets <= 0)
            return;
        _window.Drop(octets);
        _at -= octets * 8;
        _before += octets * 8L;
    }

    private static ulong HeadOf(ReadOnlySpan<byte> marker, out int shift)
    {
        var head = 0UL;
        var length = Math.Min(sizeof(ulong), marker.Length);
        for (var i = 0; i < length; i++)
            head = head << 8 | marker[i];
        shift = 64 - 8 * length;
        return head;
    }
}
