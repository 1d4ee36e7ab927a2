namespace Gantry.Ccsds.Tests;

/// <summary>
/// A code block that somebody else made: a codec is not proved by its own encoder. It was sent by Suomi NPP and comes from the test data of
/// ccsds-rs by bmflynn (MIT or Apache-2.0, taken here under Apache-2.0).
/// </summary>
public class RealFrameTests
{
    private const string Sent =
        """
        Gs/8HZgOZtPbjXdDPmNT8tgIR89FY8Isc71BQfYVpmsrbWiO/WvJizRVX/nmXTynkI7NAzXR9mO6sb4Tat4ek9ubLUDiXztDaMgu/C9FtUpm1h86aaH3
        NDqG/O8rtz4ySNhBO/pPmgTEaHIUcWt2lT2ZPZokr+WOfRniG6d/c7tKdEp8GIDgCkDXC8MSwS01o3Ro/laLyzjd0/wbpvMDbbjasOgBAdwcQlbskceR
        ik0J7tk3qelFhFRTGz29Gs/vn7yoyS4FsdqBXC/aiyDqkxPUt22l34/yVKfMeX85YdnKfquApPxksvpHX0TptdIs21maKkhAGhlToJ/5CIc5tJj1WwG2
        8jufAotrcgyc0GawuTWgSJpy8qRBy/PA2mjbzpRHA3QAbotkQXucSNGEo24iY4rd/Yxiira9K96e+SKD3vwtocQBEzW8DDoxMMjgo5lH6iP1Tkt3/weo
        PsZcULZVRge/dgTQa/qa8GadEsNFt3MqxO6elBT5ca6G8sfbkKsOC3+SdiFU9bUcNzgn+4lu59b3or2rqoyfoI0YCTHeqh6XAdgItXH3ERqQC7sM9wFL
        Am3Hd1ST+EFd4DETm6qll9ajL1m8Xi4gcTTjqe3RTWCn/3DzSK+wfIU8Z2rLxYx+pAqZuvYYYbjpt9TELENnLTRBZh1RUGfa+Pj7sGdVR//3CT3l7XS8
        gcxs7WuwRlFbaOIsMqKAzXVg8nfrMesO+pCiwc0YQWIeJvigjkFwYSrVBhihSH7zAN1c+deklp3CgHsCt8ty8rtN9LaRIui5YSIJsDUlAncoxMYI0zBV
        PuWu1gHoa5HlG2TAkPs6yXLlJMCxbzX9L65pjEFmKAp0W3g797MozcniNtXac0ttxahHIgMqIPPqIQZYjZMkJODt/tflP37klPXRdcvVFdn7URKmeqsX
        T8sDETns1mGpvy4DsAl6XB88dSTDa9NhSZLF2HAzW1WPvXs8Hc7Nelh6ZFhhs+64/njp9irT16KIzUvhHZlTWojlqGi79Z33WPwnxj/6D4+1dNNrzYjI
        RspaZIM8Hd0gwQru8IdrrfqxgWQffSHFfsbcUFpSv/6VXApQxGFgQX1j7B5j7Stn1pQGKDz9gM3d5ddttk6JMvTRfXIAPyJi7Bgn+/HSZDetH+qwYfTH
        a5IUcZySctq9xoLcq+FmffXx0FeQVES2QLWyAYHBnjBhUc4J+Pt9XmCEqQIy1O6dUJB72plP74hTbkeekVO/q1plk68Rtb3jWi9qI7BML0lmT9iSNj8G
        4Itd64uvaslDD1VLix4bk6BztaXoJmMtbudqTbTiW2WPFoE1/TVReIzMX3n3SVf5Abs5XkoDBpF7NbP4uUoAnbA9xg==
        """;

    [Fact]
    public void A_frame_from_orbit_is_clean_in_the_dual_basis_and_in_no_other()
    {
        ReadOnlySpan<byte> input = Convert.FromBase64String(Sent);
        var finder = new FrameSynchroniser(new(1020));
        Assert.False(finder.TryRead(ref input, out _));
        Assert.True(finder.TryFinish(out var found));
        var block = found.Octets.ToArray();
        Randomiser.Telemetry.Apply(block);
        Assert.Equal(ReedSolomonStatus.Uncorrectable, new ReedSolomonCode(new(16, 4, SymbolBasis.Conventional)).Correct(block, out _));
        Assert.Equal(ReedSolomonStatus.Clean, new ReedSolomonCode(new(16, 4)).Correct(block, out _));
        Assert.Equal(FrameStatus.Good, AosFrame.TryRead(block.AsSpan(0, 892), new(FrameCheck.None, SpacecraftId: 157), out var frame));
        Assert.Equal((6, 6_820_673, ZoneKind.Continuation), (frame.VirtualChannel, frame.Count, frame.Zone.Kind));
    }

    [Fact]
    public void The_encoder_makes_the_same_check_octets_as_the_spacecraft()
    {
        var block = Convert.FromBase64String(Sent)[4..];
        Randomiser.Telemetry.Apply(block);
        var own = block.ToArray();
        own.AsSpan(892).Clear();
        Assert.True(new ReedSolomonCode(new(16, 4)).TryEncode(own));
        Assert.Equal(block, own);
    }
}
