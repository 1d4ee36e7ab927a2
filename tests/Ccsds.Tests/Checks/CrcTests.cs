using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Ccsds.Tests;

public class CrcTests
{
    [Fact]
    public void Crc16_of_the_nine_digits_is_29B1() => Assert.Equal(0x29B1, Crc16.Compute(Encoding.ASCII.GetBytes("123456789")));

    [Fact]
    public void Crc32_has_the_value_that_others_compute() => Assert.Equal(0x34D74CB3u, Crc32.Compute([0x12, 0x34, 0x56, 0x78]));

    [Fact]
    public void Both_agree_with_one_bit_after_the_other() => Prop.ForAll(Some.Noise(200), octets =>
    {
        Assert.Equal((ushort)Slow(octets, 16, 0x1021, 0xFFFF), Crc16.Compute(octets));
        Assert.Equal((uint)Slow(octets, 32, 0x00A00805, 0), Crc32.Compute(octets));
    }).Check(Some.Few);

    [Fact]
    public void Both_can_be_computed_in_parts() => Prop.ForAll(Some.Noise(100), Some.Noise(100), (a, b) =>
        Crc16.Continue(Crc16.Compute(a), b) == Crc16.Compute([.. a, .. b]) && Crc32.Continue(Crc32.Compute(a), b) == Crc32.Compute([.. a, .. b])).Check(Some.Few);

    [Fact]
    public void What_was_sealed_is_good_until_a_bit_falls_over() => Prop.ForAll(Some.Noise(100), octets =>
    {
        byte[] small = [.. octets, 0, 0], large = [.. octets, 0, 0, 0, 0];
        Assert.True(Crc16.Seal(small) && Crc16.IsGood(small) && Crc32.Seal(large) && Crc32.IsGood(large));
        var bit = octets.Length * 8 / 2;
        Some.Flip(small, bit);
        Some.Flip(large, bit);
        Assert.False(Crc16.IsGood(small) || Crc32.IsGood(large));
    }).Check(Some.Few);

    [Fact]
    public void Too_little_to_hold_a_check_is_never_good() =>
        Assert.False(Crc16.IsGood([1]) || Crc32.IsGood([0, 0, 0]) || Crc16.Seal([]) || Crc32.Seal([1, 2, 3]));

    private static ulong Slow(byte[] octets, int bits, ulong polynomial, ulong value)
    {
        foreach (var octet in octets)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                var feedback = (value >> (bits - 1) & 1) ^ ((ulong)octet >> bit & 1);
                value = (value << 1 & (bits == 16 ? 0xFFFFul : 0xFFFFFFFFul)) ^ (feedback == 1 ? polynomial : 0);
            }
        }
        return value;
    }
}
