namespace Gantry.Comparing;

/// <summary>Compares two tables by key, or in their order.</summary>
internal static class TableComparer
{
    private const int MostPasses = 256;

    public static async Task<ComparisonResult> CompareAsync(Stream left, Stream right, ComparisonRules rules, CancellationToken ct)
    {
        var canRepeat = left.CanSeek && right.CanSeek;
        var (startLeft, startRight) = canRepeat ? (left.Position, right.Position) : (0, 0);
        // Where too many rows wait for their partners, a part of the keys is compared in each of several passes.
        for (var passes = 1; ; passes *= 4)
        {
            var tally = new TableTally(rules);
            var isDone = true;
            for (var pass = 0; pass < passes && isDone; pass++)
            {
                if (canRepeat)
                    (left.Position, right.Position) = (startLeft, startRight);
                var pairing = new RowPairing(await TableReader.OpenAsync(left, rules.Format, ct), await TableReader.OpenAsync(right, rules.Format, ct), rules, tally);
                if (await pairing.WhyNotAsync(pass, passes, ct) is { } problem)
                    return ComparisonResult.NotComparable(Manner.Table, problem);
                isDone = !pairing.IsOverfull;
            }
            if (isDone)
                return tally.Result();
            if (!canRepeat || passes == MostPasses)
                return ComparisonResult.NotComparable(Manner.Table, $"more than {Wording.Count(rules.MostWaitingBytes >> 20, "MiB", "MiB")} of rows wait for the row with the same key; sort both by {string.Join(", ", rules.Keys)}");
        }
    }
}
