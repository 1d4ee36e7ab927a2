using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Parquet.Tests;

public sealed class HostileTests
{
    [Fact]
    public void A_file_with_any_octet_wrong_is_read_or_refused_and_nothing_else() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var chance = new System.Random(seed);
            var file = new SomeTable(seed % 50).Write();
            // Mostly at the end, where the lengths are.
            for (var i = chance.Next(1, 4); i > 0; i--)
                file[chance.Next(3) == 0 ? chance.Next(file.Length) : Math.Max(0, file.Length - 1 - chance.Next(400))] = (byte)chance.Next(256);
            ReadAll(file);
            ReadAll(file[..chance.Next(file.Length)]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void Noise_behind_a_good_length_is_refused() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var chance = new System.Random(seed);
            var file = new byte[chance.Next(12, 300)];
            chance.NextBytes(file);
            "PAR1"u8.CopyTo(file);
            "PAR1"u8.CopyTo(file.AsSpan(file.Length - 4));
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(file.Length - 8), chance.Next(file.Length));
            ReadAll(file);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Theory]
    [InlineData("too short", "504152")]
    [InlineData("is not Parquet", "000000000000000000000000")]
    [InlineData("length is impossible", "504152310000000050415231")]
    [InlineData("length is impossible", "50415231FFFFFF7F50415231")]
    [InlineData("columns inside columns, or none", "504152310001000000" + "50415231")]
    public void What_is_no_table_is_refused_in_words(string words, string hex) =>
        Assert.Contains(words, Assert.Throws<ParquetException>(() => ParquetReader.Open(new MemoryStream(Convert.FromHexString(hex)))).Message, StringComparison.Ordinal);

    private static void ReadAll(byte[] file)
    {
        try
        {
            var reader = ParquetReader.Open(new MemoryStream(file));
            for (var g = 0; g < reader.Groups.Count; g++)
            {
                for (var c = 0; c < reader.Columns.Count; c++)
                    Assert.Equal(reader.Groups[g].Rows, reader.Read(g, c).Rows);
            }
        }
        catch (ParquetException)
        {
            // Refused by name.
        }
    }
}
