namespace Gantry.Comparing;

/// <summary>
/// Compares two files, from where their streams stand to their ends, in bounded memory whatever they hold. It throws
/// on nothing that a file can hold; a stream that breaks throws as it does.
/// </summary>
public static class Comparer
{
    public static async Task<ComparisonResult> CompareAsync(Stream left, Stream right, ComparisonRules rules, CancellationToken ct)
    {
        if (rules.WrongWith() is { } wrong)
            return ComparisonResult.NotComparable(rules.Manner, wrong);
        return rules.Manner switch
        {
            Manner.Bytes => await ByteComparer.CompareAsync(left, right, rules, ct),
            Manner.Text => await new LineComparer(left, right, rules).CompareAsync(ct),
            _ => await TableComparer.CompareAsync(left, right, rules, ct),
        };
    }
}
