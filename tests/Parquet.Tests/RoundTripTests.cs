using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Parquet.Tests;

public sealed class RoundTripTests
{
    [Fact]
    public void What_is_written_is_read_back_whatever_it_is() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var table = new SomeTable(seed);
            var reader = ParquetReader.Open(new MemoryStream(table.Write()));
            Assert.Equal(table.Columns, reader.Columns);
            Assert.Equal(table.Groups.Select(g => (long)g[0].Length), reader.Groups.Select(g => g.Rows));
            for (var g = 0; g < table.Groups.Count; g++)
            {
                for (var c = 0; c < table.Columns.Count; c++)
                    Assert.Equal(table.Groups[g][c], SomeTable.Values(reader.Read(g, c)));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void The_least_and_the_largest_value_of_a_group_are_known_without_reading_it()
    {
        using var stream = new MemoryStream();
        var writer = new ParquetWriter(stream, [new("i", ParquetType.Int64), new("u", ParquetType.UInt64), new("d", ParquetType.Double), new("t", ParquetType.Text), new("nan", ParquetType.Double), new("none", ParquetType.Int64)]);
        foreach (var (i, u, d, t) in ((long, ulong, double, string)[])[(-5, 7, 1.5, "b"), (3, ulong.MaxValue, -0.5, "a"), (0, 9, 0, "c")])
        {
            writer.Buffers[0].Add(i);
            writer.Buffers[1].Add(u);
            writer.Buffers[2].Add(d);
            writer.Buffers[3].Add(t);
            writer.Buffers[4].Add(i == 0 ? double.NaN : 1);
            writer.Buffers[5].AddNull();
        }
        writer.Finish(new Dictionary<string, string> { ["mission"] = "swot" });
        var reader = ParquetReader.Open(stream);
        var group = Assert.Single(reader.Groups);
        Assert.Equal((-5L, 3L), group.Statistics(0).Whole);
        Assert.Equal((7L, -1L), group.Statistics(1).Whole);
        Assert.Equal((-0.5, 1.5), group.Statistics(2).Real);
        Assert.Equal("a"u8.ToArray(), group.Statistics(3).Min.ToArray());
        Assert.Equal("c"u8.ToArray(), group.Statistics(3).Max.ToArray());
        Assert.False(group.Statistics(4).HasBounds);
        Assert.Equal((false, 3L), (group.Statistics(5).HasBounds, group.Statistics(5).Nulls));
        Assert.Equal("swot", reader.Notes["mission"]);
    }

    [Fact]
    public void Values_that_repeat_take_hardly_any_room()
    {
        using var stream = new MemoryStream();
        var writer = new ParquetWriter(stream, [new("mode", ParquetType.Text), new("count", ParquetType.Int64)], ParquetCompression.None);
        for (var i = 0; i < 100_000; i++)
        {
            writer.Buffers[0].Add(i < 60_000 ? "NOMINAL" : "SAFE");
            writer.Buffers[1].Add(42L);
        }
        writer.Finish();
        Assert.InRange(stream.Length, 1, 1_500);
        Assert.Equal(100_000, ParquetReader.Open(stream).Read(0, 0).Values);
    }

    [Fact]
    public async Task Of_a_file_that_is_far_away_only_what_is_needed_is_fetched()
    {
        using var stream = new MemoryStream();
        var writer = new ParquetWriter(stream, [new("a", ParquetType.Int64, IsNullable: false), new("b", ParquetType.Double), new("c", ParquetType.Bytes)], ParquetCompression.None);
        var (a, b, c) = (new ColumnBuffer(new("a", ParquetType.Int64)), new ColumnBuffer(new("b", ParquetType.Double)), new ColumnBuffer(new("c", ParquetType.Bytes)));
        a.AddMany(Enumerable.Range(0, 50_000).Select(i => (long)i * i).ToArray());
        b.AddNulls(49_999);
        b.AddMany([1.5]);
        for (var i = 0; i < 50_000; i++)
        {
            byte[] blob = [.. BitConverter.GetBytes(i * 7919L), .. BitConverter.GetBytes(i * 104_729L)];
            c.Add(blob.AsSpan());
        }
        // Filled elsewhere, and only nullable where a value is missing.
        writer.WriteGroup([a.Named("a"), b.Named("b"), c]);
        writer.Finish();
        var (bytes, fetched) = (stream.ToArray(), 0);

        var reader = await ParquetReader.OpenAsync(Fetch, bytes.Length, TestContext.Current.CancellationToken);
        var read = await reader.ReadAsync(0, [1, 0], TestContext.Current.CancellationToken);
        Assert.Equal(a.Numbers.ToArray(), read[1].Numbers.ToArray());
        Assert.Equal((50_000, 1, 1.5), (read[0].Rows, read[0].Values, read[0].Doubles[0]));
        Assert.InRange(fetched, 400_000, bytes.Length - 50_000);
        await Assert.ThrowsAsync<ParquetException>(() => ParquetReader.OpenAsync((_, _, _) => Task.FromResult<ReadOnlyMemory<byte>>(default), 100, TestContext.Current.CancellationToken));

        Task<ReadOnlyMemory<byte>> Fetch(long start, int length, CancellationToken ct)
        {
            fetched += length;
            return Task.FromResult<ReadOnlyMemory<byte>>(bytes.AsMemory((int)start, length));
        }
    }

    [Fact]
    public void Rows_and_columns_must_agree()
    {
        Assert.Throws<ArgumentException>(() => new ParquetWriter(new MemoryStream(), []));
        Assert.Throws<ArgumentException>(() => new ParquetWriter(new MemoryStream(), [new("a", ParquetType.Text), new("a", ParquetType.Int64)]));
        var writer = new ParquetWriter(new MemoryStream(), [new("a", ParquetType.Int64, IsNullable: false), new("b", ParquetType.Int64)]);
        Assert.Throws<ArgumentException>(() => writer.Buffers[0].Add("text"));
        Assert.Throws<InvalidOperationException>(writer.Buffers[0].AddNull);
        writer.Buffers[0].Add(1L);
        Assert.Contains("b has 0 rows", Assert.Throws<InvalidOperationException>(writer.WriteGroup).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_that_fits_no_nanoseconds_is_missing()
    {
        var times = new ColumnBuffer(new("t", ParquetType.Time));
        times.Add(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        times.Add(new DateTimeOffset(2300, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal((2, 1, 1767225600000000000L), (times.Rows, times.Values, times.Numbers[0]));
    }
}
