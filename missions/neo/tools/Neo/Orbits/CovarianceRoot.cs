using Neo.Numerics;

namespace Neo.Orbits;

/// <summary>A covariance as six neighbours of an orbit: their differences from it, summed with normal numbers, have that covariance.</summary>
internal static class CovarianceRoot
{
    public static State[]? Of(double[,] covariance)
    {
        var scale = new double[6];
        var scaled = new double[6, 6];
        for (var i = 0; i < 6; i++)
            scale[i] = Math.Sqrt(covariance[i, i]);
        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j < 6; j++)
                scaled[i, j] = covariance[i, j] / (scale[i] * scale[j]);
            // Well-known directions of a badly known orbit differ by ten orders of magnitude: rounding must not refuse them.
            scaled[i, i] += 1e-13;
        }
        if (Square.Cholesky(scaled) is not { } lower)
            return null;
        return [.. Enumerable.Range(0, 6).Select(column => State.Of([.. Enumerable.Range(0, 6).Select(row => lower[row, column] * scale[row])]))];
    }

    public static State Sample(IEnumerable<State> root, NormalNumbers numbers) => root.Aggregate(default(State), (sum, column) =>
    {
        var weight = numbers.Next();
        return sum + new State(column.Position * weight, column.Velocity * weight);
    });
}
