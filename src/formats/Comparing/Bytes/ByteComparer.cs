using System.Globalization;

namespace Gantry.Comparing;

internal static class ByteComparer
{
    private const int BlockBytes = 64 * 1024;

    public static async Task<ComparisonResult> CompareAsync(Stream left, Stream right, ComparisonRules rules, CancellationToken ct)
    {
        var (a, b) = (new byte[BlockBytes], new byte[BlockBytes]);
        var first = new List<Difference>();
        long sizeLeft = 0, sizeRight = 0, differing = 0;
        while (true)
        {
            var readLeft = await left.ReadAtLeastAsync(a, BlockBytes, throwOnEndOfStream: false, ct);
            var readRight = await right.ReadAtLeastAsync(b, BlockBytes, throwOnEndOfStream: false, ct);
            var both = Math.Min(readLeft, readRight);
            if (!a.AsSpan(0, both).SequenceEqual(b.AsSpan(0, both)))
                differing += Collect(a.AsSpan(0, both), b.AsSpan(0, both), sizeLeft, first, rules.MostShown);
            sizeLeft += readLeft;
            sizeRight += readRight;
            if (readLeft < BlockBytes && readRight < BlockBytes)
                break;
        }
        var isSame = differing == 0 && sizeLeft == sizeRight;
        var (nameLeft, nameRight) = rules.Names;
        var sizes = sizeLeft == sizeRight
            ? $"both have {Wording.Count(sizeLeft, "byte")}"
            : $"{nameLeft} has {Wording.Count(sizeLeft, "byte")}, {nameRight} {Wording.Count(sizeRight, "byte")}";
        var sentence = isSame ? $"They are the same, {Wording.Count(sizeLeft, "byte")}."
            : differing > 0 ? $"They differ in {Wording.Count(differing, "byte")}, the first at {first.FirstOrDefault()?.LeftPlace ?? 0}; {sizes}."
            : $"The shorter is how the longer begins: {sizes}.";
        return new(Manner.Bytes, isSame ? Outcome.Same : Outcome.Different, sentence)
        {
            Left = sizeLeft,
            Right = sizeRight,
            Differing = differing,
            OnlyLeft = Math.Max(0, sizeLeft - sizeRight),
            OnlyRight = Math.Max(0, sizeRight - sizeLeft),
            First = [.. first.Take(rules.MostShown)],
        };
    }

    private static long Collect(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, long offset, List<Difference> first, int most)
    {
        long differing = 0;
        for (var i = left.CommonPrefixLength(right); i < left.Length; i++)
        {
            if (left[i] == right[i])
                continue;
            differing++;
            // The first is kept even where none is to be shown: the sentence names it.
            if (first.Count < Math.Max(1, most))
            {
                var (a, b) = (left[i].ToString("x2", CultureInfo.InvariantCulture), right[i].ToString("x2", CultureInfo.InvariantCulture));
                first.Add(new(DifferenceKind.Changed, $"byte {offset + i}: {a} and {b}") { LeftPlace = offset + i, RightPlace = offset + i, Left = a, Right = b });
            }
        }
        return differing;
    }
}
