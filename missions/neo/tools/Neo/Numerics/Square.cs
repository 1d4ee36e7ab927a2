namespace Neo.Numerics;

/// <summary>Symmetric positive matrices, as least squares makes them.</summary>
public static class Square
{
    /// <summary>The lower triangle L with L·Lᵀ = A, or null when A is not positive definite.</summary>
    public static double[,]? Cholesky(double[,] a)
    {
        var n = a.GetLength(0);
        var lower = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = a[i, j];
                for (var k = 0; k < j; k++)
                    sum -= lower[i, k] * lower[j, k];
                if (i != j)
                    lower[i, j] = sum / lower[j, j];
                else if (sum > 0 && double.IsFinite(sum))
                    lower[i, i] = Math.Sqrt(sum);
                else
                    return null;
            }
        }
        return lower;
    }

    public static double[] Solve(double[,] cholesky, double[] right)
    {
        var n = right.Length;
        var x = (double[])right.Clone();
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++)
                x[i] -= cholesky[i, k] * x[k];
            x[i] /= cholesky[i, i];
        }
        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++)
                x[i] -= cholesky[k, i] * x[k];
            x[i] /= cholesky[i, i];
        }
        return x;
    }

    /// <summary>
    /// The inverse, or null when there is none. Rows are scaled to a unit diagonal first: positions and speeds differ by
    /// many orders of magnitude.
    /// </summary>
    public static double[,]? Inverse(double[,] a)
    {
        var n = a.GetLength(0);
        var scale = new double[n];
        for (var i = 0; i < n; i++)
            scale[i] = a[i, i] > 0 ? 1 / Math.Sqrt(a[i, i]) : 1;
        var scaled = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                scaled[i, j] = a[i, j] * scale[i] * scale[j];
        }
        if (Cholesky(scaled) is not { } lower)
            return null;
        var inverse = new double[n, n];
        for (var column = 0; column < n; column++)
        {
            var unit = new double[n];
            unit[column] = 1;
            var solved = Solve(lower, unit);
            for (var row = 0; row < n; row++)
                inverse[row, column] = solved[row] * scale[row] * scale[column];
        }
        return inverse;
    }

    /// <summary>J·A·Jᵀ: a covariance seen through a linear map.</summary>
    public static double[,] Map(double[,] jacobian, double[,] a)
    {
        var (rows, n) = (jacobian.GetLength(0), a.GetLength(0));
        var half = new double[rows, n];
        var mapped = new double[rows, rows];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < n; j++)
            {
                for (var k = 0; k < n; k++)
                    half[i, j] += jacobian[i, k] * a[k, j];
            }
        }
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < rows; j++)
            {
                for (var k = 0; k < n; k++)
                    mapped[i, j] += half[i, k] * jacobian[j, k];
            }
        }
        return mapped;
    }
}
