using System.Globalization;
using System.Text;
using Neo.Orbits;

namespace Neo.Neocc;

/// <summary>Writes OEF 2.0 with many lines an orbit, covariance and correlation included.</summary>
public static class OefWriter
{
    public static string Write(params ReadOnlySpan<OefOrbit> orbits)
    {
        var text = new StringBuilder("format  = 'OEF2.0'       ! file format\nrectype = 'ML'           ! record type (1L/ML)\n"
            + "refsys  = ECLM J2000     ! default reference system\nEND_OF_HEADER\n");
        foreach (var orbit in orbits)
            Write(text, orbit);
        return text.ToString();
    }

    private static void Write(StringBuilder text, OefOrbit orbit)
    {
        var word = orbit.Set switch { ElementSet.Keplerian => "KEP", ElementSet.Equinoctial => "EQU", ElementSet.Cometary => "COM", _ => "CAR" };
        text.Append(orbit.Name).Append('\n').Append(' ').Append(word);
        foreach (var element in orbit.Elements)
            text.Append(' ').Append(Power(element, 16));
        text.Append(CultureInfo.InvariantCulture, $"\n MJD {orbit.Epoch:F9} TDT\n");
        if (orbit.H is { } h)
            text.Append(CultureInfo.InvariantCulture, $" MAG {h:F3} {orbit.G:F3}\n");
        text.Append(" LSP").AppendJoin("", orbit.Model.Select(m => $"  {m}")).Append('\n');
        if (orbit.NonGravitational.Count > 0)
            text.Append(" NGR").AppendJoin("", orbit.NonGravitational.Select(p => ' ' + Power(p, 14))).Append('\n');
        foreach (var (key, value) in orbit.Remarks)
            text.Append("! ").Append(key).Append(' ').Append(value).Append('\n');
        if (orbit.Covariance is not { } covariance)
            return;
        WriteTriangle(text, "COV", orbit.Dimension, (row, column) => covariance[row, column]);
        WriteTriangle(text, "COR", orbit.Dimension, (row, column) => covariance[row, column] / Math.Sqrt(covariance[row, row] * covariance[column, column]));
    }

    private static void WriteTriangle(StringBuilder text, string word, int dimension, Func<int, int, double> value)
    {
        var entries = Enumerable.Range(0, dimension).SelectMany(row => Enumerable.Range(row, dimension - row).Select(column => value(row, column)));
        foreach (var three in entries.Chunk(3))
            text.Append(' ').Append(word).AppendJoin("", three.Select(v => ' ' + Power(v, 15))).Append('\n');
    }

    // The language writes three digits of exponent.
    internal static string Power(double value, int digits)
    {
        var text = value.ToString($"E{digits}", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal) + 2;
        return (text[exponent] == '0' ? text.Remove(exponent, 1) : text).PadLeft(digits + 7);
    }
}
