namespace Gantry.Xtce;

internal static class DataStreamReader
{
    public static DataStream? Read(Element element, Scope scope)
    {
        StreamKind? kind = element.Name switch
        {
            "FixedFrameStream" => StreamKind.FixedFrames,
            "VariableFrameStream" => StreamKind.VariableFrames,
            "CustomStream" => StreamKind.Custom,
            _ => null,
        };
        if (kind is null)
            return null;
        var name = scope.Required(element, "name");
        return new()
        {
            Name = name,
            QualifiedName = scope.Qualify(name),
            About = DescriptionReader.Read(element, scope),
            Kind = kind.Value,
            BitsPerSecond = scope.Real(element, "bitRateInBPS"),
            PcmType = element["pcmType"] ?? "NRZL",
            IsInverted = scope.Flag(element, "inverted", false),
            Container = element.Child("ContainerRef") is { } container ? scope.Refer<Container>(container, "containerRef") : null,
            Service = element.Child("ServiceRef") is { } service ? scope.Refer<Service>(service, "serviceRef") : null,
            Inner = element.Child("StreamRef") is { } inner ? scope.Refer<DataStream>(inner, "streamRef") : null,
            Sync = element.Child("SyncStrategy") is { } sync ? Sync(sync, scope) : null,
            SyncApertureInBits = scope.Size(element, "syncApertureInBits") ?? 0,
            FrameLengthInBits = scope.Whole(element, "frameLengthInBits"),
            Encoded = scope.ReferIfAny<DataStream>(element, "encodedStreamRef"),
            Decoded = scope.ReferIfAny<DataStream>(element, "decodedStreamRef"),
            EncodingAlgorithm = element.Child("EncodingAlgorithm") is { } coding ? AlgorithmReader.Read(coding, scope) : null,
            DecodingAlgorithm = element.Child("DecodingAlgorithm") is { } decoding ? AlgorithmReader.Read(decoding, scope) : null,
            At = element.At,
        };
    }

    public static Message ReadMessage(Element element, string? set, Scope scope)
    {
        var name = scope.Required(element, "name");
        var container = element.Child("ContainerRef") ?? element.Child("ContainRef") ?? element;
        return new()
        {
            Name = name,
            QualifiedName = scope.Qualify(name),
            About = DescriptionReader.Read(element, scope),
            When = CriteriaReader.ReadRequired(element.Child("MatchCriteria"), element, scope),
            Container = scope.Refer<Container>(container, "containerRef"),
            SetName = set,
            At = element.At,
        };
    }

    public static Service ReadService(Element element, Scope scope)
    {
        var name = scope.Required(element, "name");
        return new()
        {
            Name = name,
            QualifiedName = scope.Qualify(name),
            About = DescriptionReader.Read(element, scope),
            Messages = element.Child("MessageRefSet") is { } messages ? [.. messages.All("MessageRef").Select(m => scope.Refer<Message>(m, "messageRef"))] : [],
            Containers = element.Child("ContainerRefSet") is { } containers ? [.. containers.All("ContainerRef").Select(c => scope.Refer<Container>(c, "containerRef"))] : [],
            At = element.At,
        };
    }

    private static SyncStrategy Sync(Element element, Scope scope)
    {
        var invert = element.Child("AutoInvert");
        var pattern = element.Child("SyncPattern");
        var flag = element.Child("Flag");
        return new()
        {
            VerifyFrames = scope.Size(element, "verifyToLockGoodFrames") ?? 4,
            CheckFrames = scope.Size(element, "checkToLockGoodFrames") ?? 1,
            MostBitErrors = scope.Size(element, "maxBitErrorsInSyncPattern") ?? 0,
            BadFramesToInvert = invert is null ? null : scope.Size(invert, "badFramesToAutoInvert", 1) ?? 1024,
            InvertAlgorithm = invert?.Child("InvertAlgorithm") is { } algorithm ? AlgorithmReader.Read(algorithm, scope) : null,
            Pattern = pattern is null ? null : scope.Required(pattern, "pattern"),
            PatternLengthInBits = pattern is null ? null : scope.Size(pattern, "patternLengthInBits", 1),
            PatternStartInBits = pattern is null ? 0 : scope.Whole(pattern, "bitLocationFromStartOfContainer") ?? 0,
            Mask = pattern?["mask"],
            MaskLengthInBits = pattern is null ? null : scope.Size(pattern, "maskLengthInBits", 1),
            FlagSizeInBits = flag is null ? null : scope.Size(flag, "flagSizeInBits", 1) ?? 6,
            FlagIsOnes = flag is null || scope.Pick(flag, "flagBitType", true, new Dictionary<string, bool> { ["ones"] = true, ["zeros"] = false }),
        };
    }
}
