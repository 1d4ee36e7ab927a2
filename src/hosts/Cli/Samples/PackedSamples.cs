using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Gantry.Cli;

/// <summary>Samples that are folders in an archive: SAFE folders, and plain folders with measurements in them.</summary>
internal static class PackedSamples
{
    /// <summary>A SAFE folder as a zip: its manifest, and data that nobody can compress.</summary>
    public static byte[] Safe(string folder, string type, string satellite, DateTime from, DateTime madeAt, int dataBytes, int seed) => Zip(
        ($"{folder}/manifest.safe", Encoding.UTF8.GetBytes(Manifest(type, satellite, from, madeAt))),
        ($"{folder}/data/{type.ToLowerInvariant().Replace('_', '-')}.nc", Noise(dataBytes, seed)));

    /// <summary>A folder as a zip.</summary>
    public static byte[] Zip(params (string Path, byte[] Content)[] files)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                var entry = zip.CreateEntry(path, CompressionLevel.NoCompression);
                // The same samples have the same bytes, whenever they are made.
                entry.LastWriteTime = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var stream = entry.Open();
                stream.Write(content);
            }
        }
        return packed.ToArray();
    }

    /// <summary>Files in a tar, compressed.</summary>
    public static byte[] Tgz(IEnumerable<(string Path, byte[] Content)> files)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Pax))
        {
            foreach (var (path, content) in files)
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content), ModificationTime = DateTimeOffset.UnixEpoch });
        }
        return packed.ToArray();
    }

    public static byte[] Noise(int bytes, int seed)
    {
        var noise = new byte[bytes];
        new Random(seed).NextBytes(noise);
        return noise;
    }

    private static string Manifest(string type, string satellite, DateTime from, DateTime madeAt) =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <xfdu:XFDU xmlns:xfdu="urn:ccsds:schema:xfdu:1" xmlns:safe="http://www.esa.int/safe/sentinel-1.0" xmlns:s1auxsar="http://www.esa.int/safe/sentinel-1.0/sentinel-1/auxiliary/sar" version="esa/safe/sentinel-1.0/sentinel-1/auxiliary">
          <metadataSection>
            <metadataObject ID="processing"><metadataWrap><xmlData>
              <safe:processing name="Auxiliary file generation" stop="{Written(madeAt)}"><safe:facility name="Sample centre" site="SAMPLE"><safe:software name="gantry sample" version="1"/></safe:facility></safe:processing>
            </xmlData></metadataWrap></metadataObject>
            <metadataObject ID="platform"><metadataWrap><xmlData>
              <safe:platform><safe:familyName>SENTINEL-1</safe:familyName>{(satellite is [_, _, not '_' and var unit] ? $"<safe:number>{unit}</safe:number>" : "")}<safe:instrument><safe:familyName abbreviation="SAR">Synthetic Aperture Radar</safe:familyName></safe:instrument></safe:platform>
            </xmlData></metadataWrap></metadataObject>
            <metadataObject ID="generalProductInformation"><metadataWrap><xmlData>
              <s1auxsar:standAloneProductInformation><s1auxsar:auxProductType>{type}</s1auxsar:auxProductType><s1auxsar:validity>{Written(from)}</s1auxsar:validity><s1auxsar:generation>{Written(madeAt)}</s1auxsar:generation><s1auxsar:instrumentConfigurationId>7</s1auxsar:instrumentConfigurationId></s1auxsar:standAloneProductInformation>
            </xmlData></metadataWrap></metadataObject>
          </metadataSection>
        </xfdu:XFDU>

        """;

    private static string Written(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}
