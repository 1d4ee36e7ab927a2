using System.Text;

namespace Gantry.Comparing.Tests;

internal static class Compared
{
    public static Task<ComparisonResult> AsText(string left, string right) => As(ComparisonRules.OfText, left, right);

    public static Task<ComparisonResult> AsTable(string left, string right, params string[] keys) => As(ComparisonRules.OfTable with { Keys = keys }, left, right);

    public static Task<ComparisonResult> As(ComparisonRules rules, string left, string right) => As(rules, Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    public static Task<ComparisonResult> As(ComparisonRules rules, byte[] left, byte[] right) =>
        Comparer.CompareAsync(new MemoryStream(left), new MemoryStream(right), rules, TestContext.Current.CancellationToken);
}
