namespace Neo.Numerics;

/// <summary>A rotation of directions, by rows.</summary>
public readonly record struct Matrix3(Vector3 Row1, Vector3 Row2, Vector3 Row3)
{
    public Matrix3 Transposed => new(new(Row1.X, Row2.X, Row3.X), new(Row1.Y, Row2.Y, Row3.Y), new(Row1.Z, Row2.Z, Row3.Z));

    /// <summary>Turns the axes about x by an angle.</summary>
    public static Matrix3 AboutX(double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        return new(new(1, 0, 0), new(0, cos, sin), new(0, -sin, cos));
    }

    public static Matrix3 AboutY(double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        return new(new(cos, 0, -sin), new(0, 1, 0), new(sin, 0, cos));
    }

    public static Matrix3 AboutZ(double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        return new(new(cos, sin, 0), new(-sin, cos, 0), new(0, 0, 1));
    }

    public static Vector3 operator *(Matrix3 m, Vector3 v) => new(m.Row1.Dot(v), m.Row2.Dot(v), m.Row3.Dot(v));

    public static Matrix3 operator *(Matrix3 a, Matrix3 b)
    {
        var columns = b.Transposed;
        return new(columns * a.Row1, columns * a.Row2, columns * a.Row3);
    }
}
