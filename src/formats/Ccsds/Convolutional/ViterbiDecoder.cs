using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gantry.Ccsds;

/// <summary>
/// Decodes a stream of symbols, hard or soft, by Viterbi's algorithm, without a break between calls. Symbols that were not
/// sent count as not known. All symbols turned round come out as all bits turned round, which the search for markers
/// undoes. Nothing is allocated after the constructor.
/// </summary>
public sealed class ViterbiDecoder
{
    // Paths have come together after some fifteen constraint lengths, at the punctured rates too.
    private const int Depth = 128;
    private const int Block = 256;
    private const int Lanes = 8;

    // So many steps of 256 at most leave sixteen bits room.
    private const int Rest = 64;
    private const int Half = ConvolutionalFormat.States / 2;

    private readonly bool[] _firstSent;
    private readonly bool[] _secondSent;

    // Of each pair of states that the same two follow: -1 where the symbol on the way with a 0 bit is a 0, so that it counts against a 1.
    private readonly int[] _first = new int[Half];
    private readonly int[] _second = new int[Half];
    private readonly ulong[] _choices = new ulong[Depth + Block];
    private short[] _scores = new short[ConvolutionalFormat.States];
    private short[] _next = new short[ConvolutionalFormat.States];
    private int _steps;
    private int _phase;
    private int _kept;
    private bool _hasKept;
    private int _octet = 1;
    private long _best;

    public ViterbiDecoder(ConvolutionalFormat format)
    {
        (_firstSent, _secondSent) = (format.FirstSent.ToArray(), format.SecondSent.ToArray());
        for (var pair = 0; pair < Half; pair++)
        {
            _first[pair] = Turn(2 * pair & ConvolutionalFormat.First, false);
            _second[pair] = Turn(2 * pair & ConvolutionalFormat.Second, format.IsSecondInverted);
        }
    }

    /// <summary>How strong all symbols were together.</summary>
    public long Strength { get; private set; }

    /// <summary>The share of that strength that spoke against the decoded path: of hard symbols the share of wrong ones.</summary>
    public double ErrorRate => Strength == 0 ? 0 : Math.Max(0, Strength - _best) / (2.0 * Strength);

    /// <summary>How many octets so many symbols become at most in one call.</summary>
    public static int MostOctets(int symbols) => symbols / 8 + (Depth + Block) / 8 + 2;

    /// <summary>
    /// Takes all symbols, positive for 1 and negative for 0, the surer the larger, and writes the bits that have become certain, packed
    /// into octets. How many octets; -1 when there may not be room, and nothing is taken.
    /// </summary>
    public int Decode(ReadOnlySpan<sbyte> symbols, Span<byte> octets)
    {
        if (octets.Length < MostOctets(symbols.Length))
            return -1;
        var written = 0;
        for (var i = 0; i < symbols.Length;)
        {
            int first = 0, second = 0;
            if (_hasKept)
                (first, _hasKept) = (_kept, false);
            else if (_firstSent[_phase])
                first = symbols[i++];
            if (_secondSent[_phase])
            {
                if (i == symbols.Length)
                {
                    (_kept, _hasKept) = (first, true);
                    break;
                }
                second = symbols[i++];
            }
            Step(first, second);
            if (_steps == _choices.Length)
                written += TraceBack(octets[written..], Block);
        }
        return written;
    }

    /// <summary>Writes what is left at the end of the stream; bits that do not fill an octet are lost. How many octets, or -1 when there may not be room.</summary>
    public int Finish(Span<byte> octets)
    {
        if (octets.Length < MostOctets(0))
            return -1;
        var written = TraceBack(octets, _steps);
        Reset();
        return written;
    }

    /// <summary>Begins anew with the next symbol.</summary>
    public void Reset()
    {
        _scores.AsSpan().Clear();
        (_steps, _phase, _hasKept, _octet, _best, Strength) = (0, 0, false, 1, 0, 0);
    }

    private void Step(int first, int second)
    {
        ref var scores = ref Unsafe.As<short, int>(ref MemoryMarshal.GetArrayDataReference(_scores));
        ref var next = ref MemoryMarshal.GetArrayDataReference(_next);
        var (one, two) = (Vector256.Create(first), Vector256.Create(second));
        var choice = 0UL;
        for (var pair = 0; pair < Half; pair += 2 * Lanes)
        {
            Advance(ref scores, pair, one, two, out var lowStay, out var lowChange, out var bits, out var otherBits);
            choice |= (ulong)bits << pair | (ulong)otherBits << pair + Half;
            Advance(ref scores, pair + Lanes, one, two, out var highStay, out var highChange, out bits, out otherBits);
            choice |= (ulong)bits << pair + Lanes | (ulong)otherBits << pair + Lanes + Half;
            Vector256.Narrow(lowStay, highStay).StoreUnsafe(ref next, (nuint)pair);
            Vector256.Narrow(lowChange, highChange).StoreUnsafe(ref next, (nuint)(pair + Half));
        }
        _choices[_steps++] = choice;
        (_scores, _next) = (_next, _scores);
        _phase = _phase + 1 == _firstSent.Length ? 0 : _phase + 1;
        Strength += Math.Abs(first) + Math.Abs(second);
        if (_steps % Rest == 0)
            TakeBest();
    }

    // Two scores of sixteen bits, of an even and an odd state, lie in one integer (little-endian machines, as all that .NET
    // runs on). Both generators begin and end with a 1: the other bit, or the other state, has the opposite symbols.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Advance(
        ref int scores, int pair, Vector256<int> first, Vector256<int> second, out Vector256<int> stay, out Vector256<int> change, out uint stayBits, out uint changeBits)
    {
        var both = Vector256.LoadUnsafe(ref scores, (nuint)pair);
        var (even, odd) = ((both << 16) >> 16, both >> 16);
        var firstTurn = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_first), (nuint)pair);
        var secondTurn = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_second), (nuint)pair);
        var gain = (first ^ firstTurn) - firstTurn + (second ^ secondTurn) - secondTurn;
        stay = Vector256.Max(even + gain, odd - gain);
        change = Vector256.Max(even - gain, odd + gain);
        // The sign says that the odd state was better.
        stayBits = (even - odd + gain + gain).ExtractMostSignificantBits();
        changeBits = (even - odd - gain - gain).ExtractMostSignificantBits();
    }

    /// <summary>Brings the error rate up to the last symbol.</summary>
    internal void Settle() => TakeBest();

    private int TakeBest()
    {
        var best = 0;
        for (var state = 1; state < ConvolutionalFormat.States; state++)
            best = _scores[state] > _scores[best] ? state : best;
        int top = _scores[best];
        _best += top;
        foreach (ref var score in _scores.AsSpan())
            score -= (short)top;
        return best;
    }

    // From the best state back to the beginning; the oldest bits are given out, and the rest moves to the front.
    private int TraceBack(Span<byte> octets, int bits)
    {
        var best = TakeBest();
        Span<byte> decoded = stackalloc byte[Depth + Block];
        for (int step = _steps - 1, state = best; step >= 0; step--)
        {
            decoded[step] = (byte)(state >> 5);
            state = state << 1 & ConvolutionalFormat.States - 1 | (int)(_choices[step] >> state & 1);
        }
        var written = 0;
        foreach (var bit in decoded[..bits])
        {
            _octet = _octet << 1 | bit;
            if (_octet < 0x100)
                continue;
            octets[written++] = (byte)_octet;
            _octet = 1;
        }
        _choices.AsSpan(bits, _steps - bits).CopyTo(_choices);
        _steps -= bits;
        return written;
    }

    private static int Turn(int tapped, bool isInverted) => (BitOperations.PopCount((uint)tapped) & 1) != 0 != isInverted ? 0 : -1;
}
