using System.Globalization;
using System.Text;

namespace Gantry.Cli;

/// <summary>Orbit files such as a provider delivers them: Earth Explorer format, named by its rules, small.</summary>
internal static class SampleOrbits
{
    private const double RadiusMetres = 7_071_000;
    private const double PeriodSeconds = 5_926;

    public static IReadOnlyList<SampleFile> All { get; } =
    [
        Make("S1A", "RESORB", "20260101T021253", "20251231T222648", "20260101T014418"),
        Make("S1A", "RESORB", "20260101T035114", "20260101T000510", "20260101T032240"),
        Make("S1A", "POEORB", "20260120T080731", "20251230T225942", "20260101T005942"),
        Make("S1C", "RESORB", "20260101T024406", "20251231T225759", "20260101T021529"),
        Make("S1C", "PREORB", "20260101T030214", "20260101T021530", "20260101T084830"),
    ];

    private static SampleFile Make(string satellite, string type, string made, string from, string to)
    {
        var name = $"{satellite}_OPER_AUX_{type}_OPOD_{made}_V{from}_{to}";
        var (begin, end) = (Time(from), Time(to));
        var text = new StringBuilder();
        text.Append($"""
            <?xml version="1.0" ?>
            <Earth_Explorer_File>
              <Earth_Explorer_Header>
                <Fixed_Header>
                  <File_Name>{name}</File_Name>
                  <File_Description>{type} orbit file, made up for the demo</File_Description>
                  <Mission>{satellite}</Mission>
                  <File_Class>OPER</File_Class>
                  <File_Type>AUX_{type}</File_Type>
                  <Validity_Period>
                    <Validity_Start>UTC={Written(begin)}</Validity_Start>
                    <Validity_Stop>UTC={Written(end)}</Validity_Stop>
                  </Validity_Period>
                  <File_Version>0001</File_Version>
                </Fixed_Header>
              </Earth_Explorer_Header>
              <Data_Block type="xml">
                <List_of_OSVs count="25">

            """);
        for (var i = 0; i < 25; i++)
            text.Append(Vector(begin + ((end - begin) * (i / 24.0)), begin));
        text.Append("""
                </List_of_OSVs>
              </Data_Block>
            </Earth_Explorer_File>

            """);
        return new(name + ".EOF", Encoding.UTF8.GetBytes(text.ToString()));
    }

    // A circle over the poles: near enough to an orbit for whoever looks into the file.
    private static string Vector(DateTime at, DateTime begin)
    {
        var angle = (at - begin).TotalSeconds / PeriodSeconds * Math.Tau;
        var speed = RadiusMetres * Math.Tau / PeriodSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"""
                  <OSV>
                    <UTC>UTC={Written(at)}.000000</UTC>
                    <X unit="m">{RadiusMetres * Math.Cos(angle):F6}</X>
                    <Y unit="m">{0.0:F6}</Y>
                    <Z unit="m">{RadiusMetres * Math.Sin(angle):F6}</Z>
                    <VX unit="m/s">{-speed * Math.Sin(angle):F6}</VX>
                    <VY unit="m/s">{0.0:F6}</VY>
                    <VZ unit="m/s">{speed * Math.Cos(angle):F6}</VZ>
                  </OSV>

            """);
    }

    private static DateTime Time(string compact) => DateTime.ParseExact(compact, "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    private static string Written(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}

/// <summary>A file made for the demo.</summary>
internal sealed record SampleFile(string Name, byte[] Content)
{
    public Digest Digest => Digest.Of(Content);

    public Stream Open() => new MemoryStream(Content, writable: false);
}
