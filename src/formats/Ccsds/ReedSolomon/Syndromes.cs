using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gantry.Ccsds;

/// <summary>
/// Evaluates a received block at the roots of the code. Multiplying by a constant is linear, so it is two lookups in
/// sixteen-entry tables, which a byte shuffle does for a whole register at once; and that in either basis, so that
/// nothing needs to be converted. Sixteen octets of the block, of all its codewords, stand in a register as often as it
/// is wide, each time for another root. With Horner's rule they run down the block, and in the end they are folded in
/// halves until one octet per codeword is left.
/// </summary>
internal sealed class Syndromes
{
    private const int Sixteen = 16;
    private const int Abreast = 4;

    private readonly int _roots;
    private readonly int _interleave;
    private readonly int _blockLength;

    // How many of the sixteen octets are new in each row: a power of two of positions of all codewords.
    private readonly int _row;
    private readonly int _folds;
    private readonly int _bytes;

    // For each register of roots: the two tables of the step from row to row, then those of each fold.
    private readonly byte[] _tables;

    // Without registers: for each root the product with each octet.
    private readonly byte[] _products;

    public Syndromes(ReedSolomonFormat format, SyndromeWidth width)
    {
        Width = width;
        (_roots, _interleave, _blockLength, _bytes) = (2 * format.Correctable, format.Interleave, format.BlockLength, (int)width);
        var positions = 1;
        while (positions * 2 * _interleave <= Sixteen)
            (positions, _folds) = (positions * 2, _folds + 1);
        _row = positions * _interleave;
        var isScalar = width == SyndromeWidth.Scalar;
        _products = new byte[isScalar ? _roots * 256 : 0];
        _tables = new byte[isScalar ? 0 : _roots * (1 + _folds) * 2 * Sixteen];
        for (var j = 0; j < _roots; j++)
        {
            var exponent = RootExponent(format.Correctable, j);
            for (var i = 0; isScalar && i < 256; i++)
                _products[j * 256 + i] = DualBasis.Multiply(format.Basis, (byte)i, GaloisField.Power(exponent));
            for (var step = 0; !isScalar && step <= _folds; step++)
                FillTables(format.Basis, j, step, GaloisField.Power(exponent * (positions >> step)));
        }
    }

    public SyndromeWidth Width { get; }

    /// <summary>The roots of the code are the powers 128-E to 127+E.</summary>
    public static int RootExponent(int correctable, int index) => 128 - correctable + index;

    /// <summary>
    /// Writes the syndromes of all codewords, those of one root together, in the basis of the block, and says whether
    /// any is not zero. The block has the length of the format.
    /// </summary>
    public bool Compute(ReadOnlySpan<byte> block, Span<byte> syndromes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(block.Length, _blockLength);
        ArgumentOutOfRangeException.ThrowIfNotEqual(syndromes.Length, _roots * _interleave);
        switch (Width)
        {
            case SyndromeWidth.Vector512:
                Run<Register512, Vector512<byte>>(block, syndromes);
                break;
            case SyndromeWidth.Vector256:
                Run<Register256, Vector256<byte>>(block, syndromes);
                break;
            case SyndromeWidth.Vector128:
                Run<Register128, Vector128<byte>>(block, syndromes);
                break;
            default:
                RunScalar(block, syndromes);
                break;
        }
        return syndromes.ContainsAnyExcept((byte)0);
    }

    private void RunScalar(ReadOnlySpan<byte> block, Span<byte> syndromes)
    {
        syndromes.Clear();
        for (var j = 0; j < _roots; j++)
        {
            var products = _products.AsSpan(j * 256, 256);
            var sums = syndromes.Slice(j * _interleave, _interleave);
            for (int i = 0, codeword = 0; i < block.Length; i++)
            {
                sums[codeword] = (byte)(products[sums[codeword]] ^ block[i]);
                codeword = codeword + 1 == _interleave ? 0 : codeword + 1;
            }
        }
    }

    private void Run<TRegister, TVector>(ReadOnlySpan<byte> block, Span<byte> syndromes)
        where TRegister : IRegister<TVector>
        where TVector : struct
    {
        // The first row is filled up with zeros in front. The last one is copied, because sixteen octets from where it
        // begins can reach beyond the block.
        Span<byte> ends = stackalloc byte[2 * Sixteen];
        ends.Clear();
        var begun = (block.Length - 1) % _row + 1;
        block[..begun].CopyTo(ends[(_row - begun)..]);
        block[^Math.Min(_row, block.Length)..].CopyTo(ends[Sixteen..]);
        var rows = (block.Length - begun) / _row;
        var first = TRegister.Repeat(ref ends[0]);
        var last = TRegister.Repeat(ref ends[Sixteen]);
        ref var start = ref Unsafe.Add(ref MemoryMarshal.GetReference(block), begun);
        ref var table = ref MemoryMarshal.GetArrayDataReference(_tables);
        var perRegister = _bytes / Sixteen;
        var stride = (1 + _folds) * 2 * _bytes;
        Span<byte> sums = stackalloc byte[Abreast * 64];
        for (var j = 0; j < _roots; j += Abreast * perRegister)
        {
            ref var at = ref Unsafe.Add(ref table, j / perRegister * stride);
            TVector l0 = TRegister.Load(ref at), h0 = TRegister.Load(ref Unsafe.Add(ref at, _bytes));
            TVector l1 = TRegister.Load(ref Unsafe.Add(ref at, stride)), h1 = TRegister.Load(ref Unsafe.Add(ref at, stride + _bytes));
            TVector l2 = TRegister.Load(ref Unsafe.Add(ref at, 2 * stride)), h2 = TRegister.Load(ref Unsafe.Add(ref at, 2 * stride + _bytes));
            TVector l3 = TRegister.Load(ref Unsafe.Add(ref at, 3 * stride)), h3 = TRegister.Load(ref Unsafe.Add(ref at, 3 * stride + _bytes));
            TVector s0 = first, s1 = first, s2 = first, s3 = first;
            ref var octets = ref start;
            for (var row = 1; row < rows; row++)
            {
                var next = TRegister.Repeat(ref octets);
                s0 = TRegister.MultiplyAdd(s0, l0, h0, next);
                s1 = TRegister.MultiplyAdd(s1, l1, h1, next);
                s2 = TRegister.MultiplyAdd(s2, l2, h2, next);
                s3 = TRegister.MultiplyAdd(s3, l3, h3, next);
                octets = ref Unsafe.Add(ref octets, _row);
            }
            if (rows > 0)
            {
                s0 = TRegister.MultiplyAdd(s0, l0, h0, last);
                s1 = TRegister.MultiplyAdd(s1, l1, h1, last);
                s2 = TRegister.MultiplyAdd(s2, l2, h2, last);
                s3 = TRegister.MultiplyAdd(s3, l3, h3, last);
            }
            TRegister.Store(Fold<TRegister, TVector>(s0, ref at), ref sums[0]);
            TRegister.Store(Fold<TRegister, TVector>(s1, ref Unsafe.Add(ref at, stride)), ref sums[_bytes]);
            TRegister.Store(Fold<TRegister, TVector>(s2, ref Unsafe.Add(ref at, 2 * stride)), ref sums[2 * _bytes]);
            TRegister.Store(Fold<TRegister, TVector>(s3, ref Unsafe.Add(ref at, 3 * stride)), ref sums[3 * _bytes]);
            for (var root = 0; root < Abreast * perRegister; root++)
                sums.Slice(root * Sixteen, _interleave).CopyTo(syndromes[((j + root) * _interleave)..]);
        }
    }

    private TVector Fold<TRegister, TVector>(TVector sum, ref byte tables)
        where TRegister : IRegister<TVector>
        where TVector : struct
    {
        for (var fold = 1; fold <= _folds; fold++)
        {
            ref var at = ref Unsafe.Add(ref tables, fold * 2 * _bytes);
            sum = TRegister.MultiplyAdd(sum, TRegister.Load(ref at), TRegister.Load(ref Unsafe.Add(ref at, _bytes)), TRegister.ShiftDown(sum, _row >> fold));
        }
        return sum;
    }

    private void FillTables(SymbolBasis basis, int root, int step, byte factor)
    {
        var perRegister = _bytes / Sixteen;
        var at = ((root / perRegister * (1 + _folds) + step) * 2 * _bytes) + (root % perRegister * Sixteen);
        for (var i = 0; i < Sixteen; i++)
        {
            _tables[at + i] = DualBasis.Multiply(basis, (byte)i, factor);
            _tables[at + _bytes + i] = DualBasis.Multiply(basis, (byte)(i << 4), factor);
        }
    }
}
