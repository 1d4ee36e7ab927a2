using FsCheck;
using FsCheck.Fluent;
using Neo.Astrometry;

namespace Neo.Tests.Astrometry;

public class DesignationTests
{
    [Theory]
    [InlineData("00433", 433)]
    [InlineData("A0000", 100_000)]
    [InlineData("a0000", 360_000)]
    [InlineData("z9999", 619_999)]
    [InlineData("~0000", 620_000)]
    [InlineData("~zzzz", 15_396_335)]
    public void Numbers_pack_as_published(string packed, int number)
    {
        Assert.True(PackedNumber.TryUnpack(packed, out var read));
        Assert.Equal(number, read);
        Assert.True(PackedNumber.TryPack(number, out var written));
        Assert.Equal(packed, written);
    }

    [Theory]
    [InlineData("J95X01L", "1995 XL1")]
    [InlineData("K07Tf8A", "2007 TA418")]
    [InlineData("K20Q04A", "2020 QA4")]
    [InlineData("K23M00Q", "2023 MQ")]
    [InlineData("_QC0000", "2026 CA620")]
    [InlineData("PLS2040", "2040 P-L")]
    [InlineData("T3S3141", "3141 T-3")]
    public void Provisional_designations_pack_as_published(string packed, string designation)
    {
        Assert.True(PackedProvisional.TryUnpack(packed, out var read));
        Assert.Equal(designation, read);
        Assert.True(PackedProvisional.TryPack(designation, out var written));
        Assert.Equal(packed, written);
    }

    [Theory]
    [InlineData("K07Ti8A")] // I is no half-month's letter, but i is a cycle: 44·10+8.
    [InlineData("K20Q99Z")]
    [InlineData("_Qz0000")]
    public void What_unpacks_packs_again_or_does_neither(string packed)
    {
        if (PackedProvisional.TryUnpack(packed, out var designation))
            Assert.True(PackedProvisional.TryPack(designation, out var again) && again == packed);
    }

    [Theory]
    [InlineData("00433       ", "433", "", "")]
    [InlineData("     K20Q04A", "", "2020 QA4", "")]
    [InlineData("00433K20Q04A", "433", "2020 QA4", "")]
    [InlineData("    CK08F75K", "", "C/2008 FK75", "")]
    [InlineData("    CJ95O010", "", "C/1995 O1", "")]
    [InlineData("    DJ93F02a", "", "D/1993 F2-A", "")]
    [InlineData("0073P       ", "73P", "", "")]
    [InlineData("0073P      b", "73P-B", "", "")]
    [InlineData("    SK03J020", "", "S/2003 J 2", "")]
    [InlineData("J013S       ", "Jupiter 13", "", "")]
    [InlineData("     P21xWk7", "", "", "P21xWk7")]
    [InlineData("     K20I04A", "", "", "K20I04A")]
    [InlineData("     WT1190F", "", "", "WT1190F")]
    public void Names_in_columns_read_and_write(string columns, string permId, string provId, string trkSub)
    {
        var name = ObjectName.FromColumns(columns);
        Assert.Equal(new ObjectName(permId, provId, trkSub), name);
        Assert.Equal(columns, name!.ToColumns());
    }

    [Theory]
    [InlineData("            ")]
    [InlineData("      20Q04A")]
    [InlineData("00000       ")]
    public void Columns_without_a_name_are_none(string columns) => Assert.Null(ObjectName.FromColumns(columns));

    [Fact]
    public void Whatever_is_read_from_columns_is_written_as_it_was()
    {
        const string letters = "0123456789ABCIJKLPSTXZabcz_~ -/";
        var columns = Gen.Choose(0, letters.Length - 1).Select(i => letters[i]).ArrayOf(12).Select(c => new string(c));
        Prop.ForAll(columns.ToArbitrary(), text => ObjectName.FromColumns(text) is not { } name || name.ToColumns() == text)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    [Fact]
    public void Every_designation_of_a_half_month_packs_and_unpacks()
    {
        foreach (var cycle in Enumerable.Range(0, 700).Concat([1_000, 591_672]))
        {
            var designation = $"2031 TZ{(cycle == 0 ? "" : cycle)}";
            Assert.True(PackedProvisional.TryPack(designation, out var packed), designation);
            Assert.True(PackedProvisional.TryUnpack(packed, out var again), packed);
            Assert.Equal(designation, again);
        }
    }
}
