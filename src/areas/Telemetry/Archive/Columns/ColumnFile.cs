using System.Runtime.CompilerServices;
using System.Text.Json;
using Gantry.Parquet;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>A file of columns, open: what is in it, of which only what is asked for is read.</summary>
internal sealed class ColumnFile
{
    private readonly ParquetReader _file;

    private ColumnFile(ParquetReader file) =>
        (_file, Leaves) = (file, JsonSerializer.Deserialize<List<LeafNote>>(file.Notes.GetValueOrDefault(ContainerColumns.LeavesNote) ?? throw new ParquetException("A file of columns does not say which leaves it holds."))!);

    public IReadOnlyList<LeafNote> Leaves { get; }

    public static async Task<ColumnFile> OpenAsync(LakePieces lake, Digest digest, long sizeBytes, CancellationToken ct) => new(await lake.OpenAsync(digest, sizeBytes, ct));

    /// <summary>The rows of a time and others that stand near them, group by group.</summary>
    /// <param name="from">The first time, in nanoseconds since 1970.</param>
    /// <param name="to">The first time after.</param>
    public async IAsyncEnumerable<ReadColumns> ReadAsync(IReadOnlyList<LeafNote> leaves, long from, long to, [EnumeratorCancellation] CancellationToken ct)
    {
        var time = Place(ContainerColumns.Common[1]);
        var names = ContainerColumns.Common.Concat(leaves.SelectMany(Names)).Distinct(StringComparer.Ordinal).ToList();
        var places = names.ConvertAll(Place);
        for (var group = 0; group < _file.Groups.Count; group++)
        {
            if (_file.Groups[group].Statistics(time).Whole is var (first, last) && (first >= to || last < from))
                continue;
            var columns = names.Zip(await _file.ReadAsync(group, places, ct)).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal);
            yield return new(
                columns[ContainerColumns.Common[0]], columns[ContainerColumns.Common[1]], columns[ContainerColumns.Common[2]],
                [.. leaves.Select(l => new LeafValues(Kinds(l.Value, columns)!, Kinds(l.Raw, columns), Of(l.Level, columns), Of(l.State, columns)))]);
        }
    }

    private int Place(string name) => _file.Find(name) is >= 0 and var place ? place : throw new ParquetException($"A file of columns has no column {name}.");

    private static IEnumerable<string> Names(LeafNote leaf)
    {
        var names = leaf.Value.Values.Concat(leaf.Raw?.Values ?? []).SelectMany(n => n);
        return names.Concat(((string?[])[leaf.Level, leaf.State]).OfType<string>());
    }

    private static KindColumns? Kinds(IReadOnlyDictionary<string, string[]>? kinds, Dictionary<string, ColumnBuffer> columns) =>
        kinds is null ? null : new(kinds.Select(k => (Enum.Parse<ValueKind>(k.Key), k.Value.Select(n => columns[n]).ToArray())));

    private static ColumnBuffer? Of(string? name, Dictionary<string, ColumnBuffer> columns) => name is null ? null : columns[name];
}

/// <summary>Some columns of a container.</summary>
internal sealed record ReadColumns(ColumnBuffer Packets, ColumnBuffer Times, ColumnBuffer Received, IReadOnlyList<LeafValues> Leaves);
