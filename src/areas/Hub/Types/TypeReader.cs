using Gantry.Archives;
using Gantry.Yaml;

namespace Gantry.Hub;

/// <summary>A checked <c>types.yaml</c> as types.</summary>
internal static class TypeReader
{
    public static ProductTypes Read(YamlMap file)
    {
        var scan = Scan(file.TextOrNull("scan")) ?? ScanRule.Wanted;
        return new([.. file.Maps("types").Select(t => Type(t, scan))], file.TextOrNull("unrecognised") == "keep") { ScanUnrecognised = scan };
    }

    private static ProductType Type(YamlMap type, ScanRule usualScan) =>
        new(type.Text("name"), TypeShapes.WholeName(type.Text("pattern")), type.DurationOrNull("retention"))
        {
            Header = type.MapOrNull("header") is { } header ? Header(header) : null,
            ContentType = type.TextOrNull("contentType") ?? "application/octet-stream",
            Metadata = type.TextOrNull("metadata") switch { "eof" => MetadataFrom.Eof, "safe" => MetadataFrom.Safe, "name" => MetadataFrom.Name, _ => MetadataFrom.None },
            Attributes = [.. (type.MapOrNull("attributes")?.Entries ?? []).Select(Attribute)],
            ValidFromGroup = type.MapOrNull("validity")?.TextOrNull("from"),
            ValidUntilGroup = type.MapOrNull("validity")?.TextOrNull("until"),
            Extractor = type.MapOrNull("extractor") is { } extractor ? Extractor(extractor) : null,
            Duplicates = type.TextOrNull("duplicates") switch
            {
                "skip" => SameName.Skip, "replace" => SameName.Replace, "keep" => SameName.Keep, _ => SameName.Refuse,
            },
            Scan = Scan(type.TextOrNull("scan")) ?? usualScan,
            LargestBytes = type.TextOrNull("largest") is { } largest ? Sizes.Parse(largest) : null,
            Timeliness = type.DurationOrNull("timeliness"),
            Expected = type.TextOrNull("expected") is { } expected ? Rate(expected) : null,
            Transform = Transform(type),
        };

    private static ScanRule? Scan(string? word) => word switch
    {
        "required" => ScanRule.Required, "wanted" => ScanRule.Wanted, "none" => ScanRule.None, _ => null,
    };

    private static HeaderRule Header(YamlMap header) => new(
        header.TextOrNull("bytes") is { } hex ? Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)) : null,
        (int)(header.WholeOrNull("at") ?? 0), header.TextOrNull("xmlRoot"));

    private static DeclaredAttribute Attribute(YamlEntry entry) => entry.Value is YamlMap map
        ? new(entry.Key.Value, Template.Parse(map.Text("value")), Enum.Parse<DeclaredKind>(map.Text("as"), ignoreCase: true))
        : new(entry.Key.Value, Template.Parse(entry.Value.AsText()), null);

    private static ExtractorRule Extractor(YamlMap extractor) => new(
        extractor.Texts("run"), extractor.Texts("files"), extractor.DurationOrNull("timeLimit") ?? TimeSpan.FromSeconds(60),
        Sizes.Parse(extractor.TextOrNull("largestOutput") ?? "64kB"));

    private static ExpectedRate Rate(string text)
    {
        var parts = text.Split('/');
        return new(int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1] switch
        {
            "hour" => TimeSpan.FromHours(1), "day" => TimeSpan.FromDays(1), _ => TimeSpan.FromDays(7),
        });
    }

    private static TransformRule Transform(YamlMap type)
    {
        var unpack = type.Find("unpack");
        var split = type.MapOrNull("split");
        return new()
        {
            Unpack = (unpack is YamlMap map ? map.Text("as") : unpack?.AsText()) switch
            {
                "zip" => ArchiveKind.Zip, "tar" => ArchiveKind.Tar, "tgz" => ArchiveKind.TarGz, "tar.zst" => ArchiveKind.TarZst,
                "gz" => ArchiveKind.Gz, "zst" => ArchiveKind.Zst, _ => null,
            },
            KeepsParent = (unpack as YamlMap)?.FlagOrNull("keep") ?? split?.FlagOrNull("keep") ?? false,
            SplitLines = (int?)split?.WholeOrNull("lines"),
            Pack = type.TextOrNull("pack") switch { "gz" => PackKind.Gz, "zip" => PackKind.Zip, "zst" => PackKind.Zst, _ => null },
            Rename = type.TextOrNull("rename") is { } rename ? Template.Parse(rename) : null,
        };
    }
}
