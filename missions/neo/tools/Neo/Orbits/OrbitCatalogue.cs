using Neo.Numerics;
using Neo.Tables;

namespace Neo.Orbits;

/// <summary>The catalogue of orbits as CSV: elements for people, place and speed with covariance for programs.</summary>
public static class OrbitCatalogue
{
    private static readonly string[] _axes = ["x", "y", "z", "vx", "vy", "vz"];

    private static readonly string[] _columns =
        ["object", "permID", "provID", "epoch", "a", "e", "i", "node", "peri", "M", "q", "Q", "period", "tp", "anode", "dnode", "class", "H", "G",
         "first", "last", "mean", "used", "rejected", "rms", "nrms", .. _axes, .. Pairs().Select(p => $"c_{_axes[p.Row]}_{_axes[p.Column]}")];

    public static string Write(IEnumerable<Orbit> orbits) => Csv.Write(_columns, orbits.Select(Row));

    /// <summary>Reads what <see cref="Write"/> writes, and lists of elements without the rest (a or q, e, i, node, peri, M or tp, epoch).</summary>
    public static Reading<IReadOnlyList<Orbit>> Read(string text, string source)
    {
        if (!Csv.Read(text, source).TryGet(out var table, out var refusal))
            return refusal;
        if (table.Lacks("object", "epoch") is { } missing)
            return TableRefusals.Column(source, missing);
        var orbits = new List<Orbit>();
        foreach (var row in table.Rows)
        {
            if (!ReadRow(row, source).TryGet(out var orbit, out refusal))
                return refusal;
            orbits.Add(orbit);
        }
        return orbits;
    }

    private static IEnumerable<string> Row(Orbit orbit)
    {
        var elements = orbit.Elements;
        string[] row =
        [
            orbit.Id, orbit.PermId, orbit.ProvId, Cells.Of(orbit.Epoch), Cells.Of(elements.A), Cells.Of(elements.E), Degrees(elements.Inclination),
            Degrees(elements.Node), Degrees(elements.Peri), Degrees(elements.MeanAnomaly), Cells.Of(elements.Q), Cells.Of(elements.Aphelion),
            Cells.Of(elements.PeriodDays), Cells.Of(elements.PerihelionAt), Cells.Of(elements.AscendingNodeDistance), Cells.Of(elements.DescendingNodeDistance),
            OrbitClass.Of(elements), orbit.H is { } h ? Cells.Of(Math.Round(h, 2)) : "", Cells.Of(orbit.G), Cells.Of(orbit.Observed?.First),
            Cells.Of(orbit.Observed?.Last), Cells.Of(orbit.MeanObserved), Cells.Of(orbit.Used), Cells.Of(orbit.Rejected),
            orbit.RmsArcSeconds is { } rms ? Cells.Of(rms, "F3") : "", orbit.NormalisedRms is { } normalised ? Cells.Of(normalised, "F3") : "",
            .. orbit.State.ToArray().Select(Cells.Of),
        ];
        return row.Concat(Pairs().Select(p => orbit.Covariance is { } covariance ? Cells.Of(covariance[p.Row, p.Column]) : ""));
    }

    private static Reading<Orbit> ReadRow(TableRow row, string source)
    {
        string? bad = null;
        double? Number(string column)
        {
            if (!Cells.TryOptional(row[column], out var value))
                bad ??= column;
            return value;
        }

        var id = row["object"];
        var state = _axes.Select(Number).ToArray();
        var (epoch, a, q, e) = (Number("epoch"), Number("a"), Number("q"), Number("e"));
        var (inclination, node, peri, anomaly, perihelion) = (Number("i"), Number("node"), Number("peri"), Number("M"), Number("tp"));
        var (h, g, first, last, mean, used, rejected) = (Number("H"), Number("G"), Number("first"), Number("last"), Number("mean"), Number("used"), Number("rejected"));
        var (rms, normalised) = (Number("rms"), Number("nrms"));
        var entries = Pairs().Select(p => Number($"c_{_axes[p.Row]}_{_axes[p.Column]}")).ToArray();
        bad ??= id.Length == 0 ? "object" : epoch is null ? "epoch" : null;
        if (bad is not null)
            return TableRefusals.Value(source, row.Line, bad, row[bad]);

        State? place = null;
        if (state.All(s => s is not null))
            place = State.Of([.. state.Select(s => s!.Value)]);
        else if (e >= 0 && inclination is not null && node is not null && peri is not null)
            place = FromElements(epoch!.Value, a, q, e.Value, inclination.Value, node.Value, peri.Value, anomaly, perihelion);
        if (place is not { IsFinite: true } sound || sound.Position.Length == 0)
            return OrbitRefusals.Incomplete(source, row.Line, id);
        return new Orbit(id, epoch!.Value, sound)
        {
            PermId = row["permID"], ProvId = row["provID"], H = h, G = g ?? 0.15, Observed = first is { } f && last is { } l ? (f, l) : null, MeanObserved = mean,
            Used = (int)(used ?? 0), Rejected = (int)(rejected ?? 0), RmsArcSeconds = rms, NormalisedRms = normalised,
            Covariance = entries.All(c => c is not null) ? Symmetric(entries) : null,
        };
    }

    private static State? FromElements(double epoch, double? a, double? q, double e, double i, double node, double peri, double? anomaly, double? perihelion)
    {
        const double degree = Angles.Degree;
        if (a is { } axis && anomaly is { } m && e != 1 && axis * (1 - e) > 0)
            return Elements.Of(epoch, axis, e, i * degree, node * degree, peri * degree, m * degree).ToState();
        if (q is > 0 && perihelion is { } tp)
            return new Elements(epoch, q.Value, e, i * degree, node * degree, peri * degree, tp).ToState();
        return null;
    }

    private static double[,] Symmetric(double?[] entries)
    {
        var covariance = new double[6, 6];
        foreach (var ((row, column), value) in Pairs().Zip(entries))
            covariance[row, column] = covariance[column, row] = value!.Value;
        return covariance;
    }

    private static IEnumerable<(int Row, int Column)> Pairs() => Enumerable.Range(0, 6).SelectMany(row => Enumerable.Range(row, 6 - row).Select(column => (row, column)));

    private static string Degrees(double radians) => Cells.Of(radians / Angles.Degree);
}
