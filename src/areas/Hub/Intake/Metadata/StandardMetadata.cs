using System.Globalization;
using Gantry.Eof;
using Gantry.Safe;

namespace Gantry.Hub;

/// <summary>Names, EOF headers and SAFE manifests in the interface's words.</summary>
internal static class StandardMetadata
{
    public static void SayName(this MetadataSheet sheet, FileName name)
    {
        sheet.SayCraft(Spacecraft.OfCode(name.Mission));
        sheet.Say("productType", name.Type);
        sheet.Say("productClass", name.FileClass);
        sheet.Say("processingCenter", name.Centre);
        sheet.Say("processingDate", name.CreatedAt);
        sheet.Say("processingLevel", name.ProcessingLevel);
        sheet.Say("productGeneration", name.GeneratedAt);
        sheet.Say("processorVersion", name.Version);
        sheet.Say("band", name.Band);
        sheet.From(name.ValidFrom);
        sheet.Until(name.ValidUntil);
    }

    public static void SayHeader(this MetadataSheet sheet, EofHeader header)
    {
        if (header.Mission is { Length: > 0 } mission)
            sheet.SayCraft(Spacecraft.OfMission(mission));
        sheet.Say("productType", header.FileType);
        sheet.Say("productClass", header.FileClass);
        sheet.Say("processingCenter", header.System);
        sheet.Say("processorName", header.Creator);
        sheet.Say("processorVersion", header.CreatorVersion);
        sheet.Say("processingDate", header.CreatedAt);
        sheet.From(header.ValidFrom);
        sheet.Until(header.ValidUntil);
    }

    public static void SayManifest(this MetadataSheet sheet, SafeManifest manifest)
    {
        sheet.Say("platformShortName", manifest.Family);
        sheet.Say("platformSerialIdentifier", manifest.Unit);
        sheet.Say("instrumentShortName", manifest.Instrument);
        sheet.Say("operationalMode", manifest.Mode);
        sheet.Say("swathIdentifier", manifest.Swath);
        sheet.Say("productType", manifest.ProductType);
        sheet.Say("orbitNumber", manifest.Orbit);
        sheet.Say("relativeOrbitNumber", manifest.RelativeOrbit);
        sheet.Say("cycleNumber", manifest.Cycle);
        sheet.Say("orbitDirection", manifest.Pass);
        sheet.Say("polarisationChannels", manifest.Polarisations);
        sheet.Say("productClass", manifest.ProductClass);
        sheet.Say("timeliness", manifest.TimelinessCategory);
        sheet.Say("datatakeID", manifest.Datatake);
        sheet.Say("sliceNumber", manifest.Slice);
        sheet.Say("totalSlices", manifest.TotalSlices);
        sheet.Say("instrumentConfigurationID", manifest.InstrumentConfiguration);
        sheet.Say("productGeneration", manifest.GeneratedAt);
        sheet.Say("processingCenter", manifest.Centre);
        sheet.Say("processorName", manifest.Processor);
        sheet.Say("processorVersion", manifest.ProcessorVersion);
        sheet.Say("processingDate", manifest.ProcessedAt);
        sheet.Say("beginningDateTime", manifest.SensedFrom ?? manifest.ValidFrom);
        sheet.Say("endingDateTime", manifest.SensedUntil);
        if (manifest.Footprint.Count > 0)
            sheet.Footprint = $"POLYGON(({string.Join(", ", manifest.Footprint.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Longitude} {p.Latitude}")))}))";
    }

    private static void SayCraft(this MetadataSheet sheet, Spacecraft craft)
    {
        sheet.Say("platformShortName", craft.Platform);
        sheet.Say("platformSerialIdentifier", craft.Unit);
    }
}
