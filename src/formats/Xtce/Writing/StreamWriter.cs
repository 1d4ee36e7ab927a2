using System.Xml.Linq;
using static Gantry.Xtce.Xml;

namespace Gantry.Xtce;

internal sealed class StreamWriter(Xml xml)
{
    private readonly AlgorithmWriter _algorithms = new(xml);

    public XElement Stream(DataStream stream) => xml.E(
        stream.Kind switch { StreamKind.FixedFrames => "FixedFrameStream", StreamKind.VariableFrames => "VariableFrameStream", _ => "CustomStream" },
        A("name", stream.Name), A("bitRateInBPS", stream.BitsPerSecond), Unless("NRZL", "pcmType", stream.PcmType), Unless(false, "inverted", stream.IsInverted),
        Unless(0, "syncApertureInBits", stream.SyncApertureInBits), A("frameLengthInBits", stream.FrameLengthInBits),
        A("encodedStreamRef", stream.Encoded?.Text), A("decodedStreamRef", stream.Decoded?.Text), xml.About(stream.About),
        stream.Container is { } container ? xml.E("ContainerRef", A("containerRef", container.Text)) : null,
        stream.Service is { } service ? xml.E("ServiceRef", A("serviceRef", service.Text), service.Text) : null,
        stream.Inner is { } inner ? xml.E("StreamRef", A("streamRef", inner.Text)) : null,
        stream.EncodingAlgorithm is { } coding ? _algorithms.Algorithm("EncodingAlgorithm", coding) : null,
        stream.DecodingAlgorithm is { } decoding ? _algorithms.Algorithm("DecodingAlgorithm", decoding) : null,
        stream.Sync is { } sync ? Sync(sync) : null);

    public XElement Message(Message message) => xml.E(
        "Message", A("name", message.Name), xml.About(message.About), _algorithms.Match("MatchCriteria", message.When),
        // 1.1 misspells it.
        xml.E(xml.Is11 ? "ContainRef" : "ContainerRef", A("containerRef", message.Container.Text)));

    public XElement Service(Service service) => xml.E(
        "Service", A("name", service.Name), xml.About(service.About),
        xml.Set("MessageRefSet", service.Messages.Select(m => xml.E("MessageRef", A("messageRef", m.Text)))),
        xml.Set("ContainerRefSet", service.Containers.Select(c => xml.E("ContainerRef", A("containerRef", c.Text)))));

    private XElement Sync(SyncStrategy sync) => xml.E(
        "SyncStrategy", Unless(4, "verifyToLockGoodFrames", sync.VerifyFrames), Unless(1, "checkToLockGoodFrames", sync.CheckFrames), Unless(0, "maxBitErrorsInSyncPattern", sync.MostBitErrors),
        sync.BadFramesToInvert is { } bad ? xml.E("AutoInvert", A("badFramesToAutoInvert", bad), sync.InvertAlgorithm is null ? null : _algorithms.Algorithm("InvertAlgorithm", sync.InvertAlgorithm)) : null,
        sync.Pattern is null ? null : xml.E(
            "SyncPattern", A("pattern", sync.Pattern), Unless(0L, "bitLocationFromStartOfContainer", sync.PatternStartInBits), A("mask", sync.Mask),
            A("maskLengthInBits", sync.MaskLengthInBits), A("patternLengthInBits", sync.PatternLengthInBits)),
        sync.FlagSizeInBits is { } size ? xml.E("Flag", Unless(6, "flagSizeInBits", size), sync.FlagIsOnes ? null : A("flagBitType", "zeros")) : null);
}
