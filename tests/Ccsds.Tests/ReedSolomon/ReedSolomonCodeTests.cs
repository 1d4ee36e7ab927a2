using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Ccsds.Tests;

public class ReedSolomonCodeTests
{
    private static readonly SyndromeWidth[] _widths =
    [
        SyndromeWidth.Scalar,
        .. Vector128.IsHardwareAccelerated ? [SyndromeWidth.Vector128] : Array.Empty<SyndromeWidth>(),
        .. Avx2.IsSupported ? [SyndromeWidth.Vector256] : Array.Empty<SyndromeWidth>(),
        .. Avx512BW.IsSupported ? [SyndromeWidth.Vector512] : Array.Empty<SyndromeWidth>(),
    ];

    private static readonly Gen<ReedSolomonFormat> _formats =
        from correctable in Gen.Elements(8, 16)
        from interleave in Gen.Choose(1, 8)
        from basis in Gen.Elements(SymbolBasis.Dual, SymbolBasis.Conventional)
        from fill in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 222), Gen.Constant(222))
        select new ReedSolomonFormat(correctable, interleave, basis, fill);

    // The coefficients as 131.0 prints them, as exponents of α: a palindrome.
    [Theory]
    [InlineData(16, "0 249 59 66 4 43 126 251 97 30 3 213 50 66 170 5 24")]
    [InlineData(8, "0 30 230 49 235 129 81 76 173")]
    public void The_reference_has_the_printed_generator(int correctable, string exponents)
    {
        var half = exponents.Split(' ').Select(e => SlowReedSolomon.Alpha(int.Parse(e, System.Globalization.CultureInfo.InvariantCulture))).ToArray();
        Assert.Equal([.. half, .. half.Reverse().Skip(1)], SlowReedSolomon.Generator(correctable));
    }

    [Fact]
    public void Encodes_as_the_definition_says() => Prop.ForAll(_formats.ToArbitrary(), format =>
    {
        var data = Some.Bytes(format.DataLength, format.GetHashCode());
        var block = new byte[format.BlockLength];
        data.CopyTo(block, 0);
        Assert.True(new ReedSolomonCode(format).TryEncode(block));
        Assert.Equal(SlowReedSolomon.Encode(data, format), block);
    }).Check(Some.Few);

    [Fact]
    public void Corrects_up_to_its_bound_in_every_codeword_with_every_width() => Prop.ForAll(_formats.ToArbitrary(), Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), (format, seed) =>
    {
        var random = new System.Random(seed);
        var sent = Block(format, seed);
        var received = sent.ToArray();
        var wrong = Enumerable.Range(0, format.Interleave).Select(codeword => Damage(received, format, codeword, random.Next(format.Correctable + 1), random)).ToArray();
        foreach (var width in _widths)
        {
            var block = received.ToArray();
            var counts = new int[format.Interleave];
            var status = new ReedSolomonCode(format, width).Correct(block, counts, out var corrected);
            Assert.Equal(wrong.Sum() == 0 ? ReedSolomonStatus.Clean : ReedSolomonStatus.Corrected, status);
            Assert.Equal(sent, block);
            Assert.Equal(wrong, counts);
            Assert.Equal(wrong.Sum(), corrected);
        }
    }).Check(Some.Few);

    [Fact]
    public void All_widths_find_the_same_in_noise() => Prop.ForAll(_formats.ToArbitrary(), Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), (format, seed) =>
    {
        var noise = Some.Bytes(format.BlockLength, seed);
        var expected = new byte[format.CheckLength];
        new Syndromes(format, SyndromeWidth.Scalar).Compute(noise, expected);
        foreach (var width in _widths)
        {
            var found = new byte[format.CheckLength];
            Assert.Equal(expected.Any(s => s != 0), new Syndromes(format, width).Compute(noise, found));
            Assert.Equal(expected, found);
        }
    }).Check(Some.Few);

    [Fact]
    public void No_width_reads_beyond_the_block()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pages are guarded as Linux does it.");
        using var guarded = new GuardedOctets();
        Prop.ForAll(_formats.ToArbitrary(), format =>
        {
            var block = guarded.Last(format.BlockLength);
            foreach (var width in _widths)
                Assert.True(new ReedSolomonCode(format, width).TryEncode(block) && new ReedSolomonCode(format, width).Correct(block, out _) == ReedSolomonStatus.Clean);
        }).Check(Some.Few);
    }

    [Fact]
    public void Leaves_a_block_as_it_came_when_one_codeword_is_beyond_repair()
    {
        var format = new ReedSolomonFormat(16, 5);
        var block = Block(format, 3);
        var random = new System.Random(4);
        Damage(block, format, 1, 7, random);
        Damage(block, format, 3, 40, random);
        var received = block.ToArray();
        var counts = new int[5];
        Assert.Equal(ReedSolomonStatus.Uncorrectable, new ReedSolomonCode(format).Correct(block, counts, out var corrected));
        Assert.Equal(received, block);
        Assert.Equal([0, 7, 0, -1, 0], counts);
        Assert.Equal(0, corrected);
    }

    // The fill is all zeros, and what was never sent cannot have arrived wrong.
    [Fact]
    public void Refuses_errors_in_the_virtual_fill()
    {
        var whole = new ReedSolomonFormat();
        var shortened = new ReedSolomonFormat(VirtualFill: 100);
        var block = new byte[255];
        block[50] = 7;
        Assert.True(new ReedSolomonCode(whole).TryEncode(block));
        Assert.Equal(ReedSolomonStatus.Uncorrectable, new ReedSolomonCode(shortened).Correct(block.AsSpan(100), out _));
    }

    [Fact]
    public void A_block_in_one_basis_is_none_in_the_other()
    {
        var block = Block(new(), 9);
        Assert.Equal(ReedSolomonStatus.Uncorrectable, new ReedSolomonCode(new(Basis: SymbolBasis.Conventional)).Correct(block, out _));
    }

    [Fact]
    public void Answers_any_block_of_any_length() => Prop.ForAll(_formats.ToArbitrary(), Some.Noise(2_100), (format, noise) =>
    {
        var status = new ReedSolomonCode(format).Correct(noise, out _);
        return noise.Length == format.BlockLength || status == ReedSolomonStatus.WrongLength;
    }).Check(Some.Few);

    [Theory]
    [InlineData(7, 1, 0)]
    [InlineData(16, 0, 0)]
    [InlineData(16, 9, 0)]
    [InlineData(16, 1, 223)]
    [InlineData(8, 1, -1)]
    public void Says_what_is_wrong_with_a_format(int correctable, int interleave, int fill)
    {
        var format = new ReedSolomonFormat(correctable, interleave, VirtualFill: fill);
        Assert.NotNull(format.WhyInvalid());
        Assert.Throws<ArgumentException>(() => new ReedSolomonCode(format));
    }

    [Fact]
    public void Allocates_nothing_per_block()
    {
        var format = new ReedSolomonFormat(16, 4);
        var code = new ReedSolomonCode(format);
        var (clean, dirty, work) = (Block(format, 1), Block(format, 1), new byte[format.BlockLength]);
        Damage(dirty, format, 2, 16, new(2));
        Assert.Equal(0, Some.Allocated(50, () =>
        {
            code.Correct(clean, out _);
            dirty.CopyTo(work, 0);
            code.Correct(work, out _);
            code.TryEncode(work);
        }));
    }

    private static byte[] Block(ReedSolomonFormat format, int seed) => SlowReedSolomon.Encode(Some.Bytes(format.DataLength, seed), format);

    private static int Damage(byte[] block, ReedSolomonFormat format, int codeword, int errors, System.Random random)
    {
        var places = Enumerable.Range(0, block.Length / format.Interleave).ToArray();
        random.Shuffle(places);
        var count = Math.Min(errors, places.Length);
        foreach (var place in places[..count])
            block[place * format.Interleave + codeword] ^= (byte)random.Next(1, 256);
        return count;
    }
}
