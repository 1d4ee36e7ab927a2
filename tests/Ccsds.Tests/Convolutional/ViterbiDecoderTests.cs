using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Ccsds.Tests;

public class ViterbiDecoderTests
{
    public static TheoryData<ConvolutionalRate> Rates => [.. Enum.GetValues<ConvolutionalRate>()];

    // A single 1 draws the generators: 1111001, and 1011011 turned round.
    [Fact]
    public void The_encoder_answers_a_single_bit_with_its_generators()
    {
        var symbols = new byte[16];
        Assert.Equal(16, new ConvolutionalEncoder(new()).Encode([0x80], symbols));
        Assert.Equal("11110010", string.Concat(symbols.Where((_, i) => i % 2 == 0)));
        Assert.Equal("01001001", string.Concat(symbols.Where((_, i) => i % 2 == 1)));
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Gives_back_what_was_encoded_at_every_rate_in_pieces_of_any_size(ConvolutionalRate rate) =>
        Prop.ForAll(Some.Noise(300), Gen.Choose(1, 500).ToArbitrary(), (data, piece) =>
            Assert.Equal(data, Decode(new ViterbiDecoder(new(rate)), Soft(Encode(new(rate), [.. data, 0])), piece)[..data.Length])).Check(Some.Few);

    [Fact]
    public void Corrects_hard_symbols_of_which_one_in_twenty_is_wrong()
    {
        var data = Some.Bytes(1000);
        var (symbols, random) = (Soft(Encode(new(), [.. data, 0])), new System.Random(1));
        for (var i = 0; i < symbols.Length; i += 15 + random.Next(10))
            symbols[i] = (sbyte)-symbols[i];
        var decoder = new ViterbiDecoder(new());
        Assert.Equal(data, Decode(decoder, symbols, 999)[..1000]);
    }

    [Fact]
    public void Tells_the_share_of_wrong_symbols()
    {
        var symbols = Soft(Encode(new(), Some.Bytes(400)));
        for (var i = 0; i < symbols.Length; i += 25)
            symbols[i] = (sbyte)-symbols[i];
        var decoder = new ViterbiDecoder(new());
        decoder.Decode(symbols, new byte[ViterbiDecoder.MostOctets(symbols.Length)]);
        Assert.InRange(decoder.ErrorRate, 0.03, 0.05);
    }

    // Noise that spoils one hard symbol in ten: knowing which ones are doubtful is what saves the data.
    [Fact]
    public void Soft_symbols_carry_further_than_hard_ones()
    {
        var data = Some.Bytes(4_000);
        var random = new System.Random(7);
        var soft = Array.ConvertAll(Soft(Encode(new(), [.. data, 0])), s => (sbyte)Math.Clamp((s / 3) + (Gauss(random) * 18), -127, 127));
        var hard = Array.ConvertAll(soft, s => s > 0 ? HardSymbols.Certain : (sbyte)-HardSymbols.Certain);
        int Wrong(sbyte[] symbols) => Decode(new ViterbiDecoder(new()), symbols, 5_000)[..4_000].Zip(data).Sum(p => System.Numerics.BitOperations.PopCount((uint)(p.First ^ p.Second)));
        Assert.True(Wrong(soft) * 5 < Wrong(hard), $"{Wrong(soft)} wrong bits from soft symbols, {Wrong(hard)} from hard ones");
    }

    [Fact]
    public void A_stream_turned_round_comes_out_turned_round()
    {
        var data = Some.Bytes(200);
        var symbols = Array.ConvertAll(Soft(Encode(new(), [.. data, 0])), s => (sbyte)-s);
        // The encoder began with zeros, which turned round are ones: the first bits may differ.
        Assert.Equal(data[2..].Select(d => (byte)~d), Decode(new ViterbiDecoder(new()), symbols, 100)[2..200]);
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void The_phase_is_found_and_decoding_goes_on_from_there(ConvolutionalRate rate)
    {
        var format = new ConvolutionalFormat(rate);
        var data = Some.Bytes(600, 3);
        var sent = Soft(Encode(format, data));
        foreach (var cut in Enumerable.Range(0, format.SymbolsPerPeriod))
        {
            var received = sent[cut..];
            Assert.True(new PhaseFinder(format).TryFind(received, out var phase));
            Assert.Equal((format.SymbolsPerPeriod - cut) % format.SymbolsPerPeriod, phase.Skip);
            Assert.False(phase.IsRotated);
            Assert.Equal(0, phase.ErrorRate);
        }
    }

    [Fact]
    public void A_quarter_turn_is_found_and_turned_back()
    {
        var data = Some.Bytes(600, 4);
        var symbols = Soft(Encode(new(), [.. data, 0]));
        for (var turns = 0; turns < 3; turns++)
            PhaseFinder.Rotate(symbols);
        Assert.True(new PhaseFinder(new()).TryFind(symbols, out var phase));
        Assert.True(phase.IsRotated);
        PhaseFinder.Rotate(symbols);
        Assert.Equal(data, Decode(new ViterbiDecoder(new()), symbols, 512)[..600]);
    }

    [Fact]
    public void Noise_has_no_phase() =>
        Assert.False(new PhaseFinder(new()).TryFind(Array.ConvertAll(Some.Bytes(2_000, 5), b => (sbyte)b), out _));

    [Fact]
    public void Answers_any_symbols() => Prop.ForAll(Some.Noise(900), Gen.Elements(Enum.GetValues<ConvolutionalRate>()).ToArbitrary(), (noise, rate) =>
    {
        var symbols = Array.ConvertAll(noise, b => (sbyte)b);
        Decode(new ViterbiDecoder(new(rate)), symbols, 1 + noise.Length / 3);
        new PhaseFinder(new(rate)).TryFind(symbols, out _);
        PhaseFinder.Rotate(symbols);
    }).Check(Some.Few);

    [Fact]
    public void Takes_nothing_when_there_may_not_be_room()
    {
        Assert.Equal(-1, new ViterbiDecoder(new()).Decode(new sbyte[8], new byte[1]));
        Assert.Equal(-1, new ViterbiDecoder(new()).Finish([]));
        Assert.Equal(-1, new ConvolutionalEncoder(new()).Encode([1], new byte[15]));
    }

    [Fact]
    public void Allocates_nothing()
    {
        var decoder = new ViterbiDecoder(new());
        var symbols = Soft(Encode(new(), Some.Bytes(100)));
        var octets = new byte[ViterbiDecoder.MostOctets(symbols.Length)];
        Assert.Equal(0, Some.Allocated(20, () => decoder.Decode(symbols, octets)));
    }

    private static double Gauss(System.Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static byte[] Encode(ConvolutionalFormat format, byte[] data)
    {
        var symbols = new byte[ConvolutionalEncoder.MostSymbols(data.Length)];
        return symbols[..new ConvolutionalEncoder(format).Encode(data, symbols)];
    }

    private static sbyte[] Soft(byte[] symbols) => Array.ConvertAll(symbols, s => s != 0 ? HardSymbols.Certain : (sbyte)-HardSymbols.Certain);

    private static byte[] Decode(ViterbiDecoder decoder, sbyte[] symbols, int piece)
    {
        var decoded = new List<byte>();
        var octets = new byte[ViterbiDecoder.MostOctets(piece)];
        foreach (var part in symbols.Chunk(piece))
            decoded.AddRange(octets[..decoder.Decode(part, octets)]);
        decoded.AddRange(octets[..decoder.Finish(octets)]);
        return [.. decoded];
    }
}
