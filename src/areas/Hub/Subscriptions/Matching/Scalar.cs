using Gantry.OData;

namespace Gantry.Hub;

/// <summary>What a value is, so that a literal is compared as what it is compared with.</summary>
internal enum ScalarKind { Text, Whole, Real, Flag, Instant, Id, Production }

/// <summary>
/// Values as the comparison sees them: texts, whole numbers, reals and flags as themselves, instants as milliseconds
/// since 1970, ids as their text.
/// </summary>
internal static class Scalar
{
    /// <summary>A literal as a value of a kind, by the rules of the doors; null when it cannot be one.</summary>
    public static object? Of(Literal literal, ScalarKind kind) => kind switch
    {
        ScalarKind.Text => LiteralValues.Text(literal),
        // A broken number is between two whole ones.
        ScalarKind.Whole => LiteralValues.Whole(literal) is { } whole ? whole : LiteralValues.Real(literal),
        ScalarKind.Real => LiteralValues.Real(literal),
        ScalarKind.Flag => LiteralValues.Flag(literal),
        ScalarKind.Instant => LiteralValues.Instant(literal)?.ToUnixTimeMilliseconds(),
        ScalarKind.Production => LiteralValues.ProductionType(literal),
        _ => LiteralValues.Id(literal)?.ToString("D"),
    };

    /// <summary>Below, at or above zero, as the left one comes before, with or after the right one. Both are of one kind.</summary>
    public static int Compare(object left, object right) => (left, right) switch
    {
        (string a, string b) => CompareTexts(a, b),
        (long a, long b) => a.CompareTo(b),
        (long a, double b) => ((double)a).CompareTo(b),
        (double a, double b) => a.CompareTo(b),
        (bool a, bool b) => a.CompareTo(b),
        _ => throw new InvalidOperationException($"A {left.GetType().Name} was to be compared with a {right.GetType().Name}."),
    };

    public static bool Holds(Comparison comparison, int order) => comparison switch
    {
        Comparison.Eq => order == 0,
        Comparison.Ne => order != 0,
        Comparison.Gt => order > 0,
        Comparison.Ge => order >= 0,
        Comparison.Lt => order < 0,
        _ => order <= 0,
    };

    // Databases order texts by their UTF-8 bytes, which is the order of code points; UTF-16 units are ordered otherwise
    // where halves of pairs meet letters beyond them.
    private static int CompareTexts(string a, string b)
    {
        for (var i = 0; i < a.Length && i < b.Length; i++)
        {
            if (a[i] == b[i])
                continue;
            var (left, right) = (char.IsSurrogate(a[i]), char.IsSurrogate(b[i]));
            return left == right ? a[i].CompareTo(b[i]) : left ? 1 : -1;
        }
        return a.Length.CompareTo(b.Length);
    }
}
