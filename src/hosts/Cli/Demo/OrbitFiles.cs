using System.Globalization;
using System.Text;

namespace Gantry.Cli;

/// <summary>Small orbit files with real names and headers, as an orbit determination service delivers them.</summary>
internal static class OrbitFiles
{
    private static readonly DateTimeOffset _epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<(string Name, byte[] Content)> Make() =>
        [.. Enumerable.Range(0, 5).Select(i => (Name(i % 2 == 0 ? "S1A" : "S1C", i), Content(i % 2 == 0 ? "S1A" : "S1C", i)))];

    /// <summary>The n-th restituted orbit: four hours of validity, every 98 minutes.</summary>
    public static string Name(string satellite, int n)
    {
        var (start, stop, made) = Times(n);
        return $"{satellite}_OPER_AUX_RESORB_OPOD_{Compact(made)}_V{Compact(start)}_{Compact(stop)}.EOF";
    }

    private static byte[] Content(string satellite, int n)
    {
        var (start, stop, made) = Times(n);
        var vectors = new StringBuilder();
        const int count = 24;
        for (var i = 0; i < count; i++)
        {
            // A circular orbit of 7,070 km, seen from far enough away.
            var (time, angle) = (start.AddMinutes(10 * i), 2 * Math.PI * i * 10 / 98.7);
            vectors.Append(CultureInfo.InvariantCulture,
                $"<OSV><UTC>UTC={Long(time)}</UTC><X unit=\"m\">{7.07e6 * Math.Cos(angle):F3}</X><Y unit=\"m\">0.000</Y><Z unit=\"m\">{7.07e6 * Math.Sin(angle):F3}</Z></OSV>");
        }
        return Encoding.UTF8.GetBytes(
            $"""
             <?xml version="1.0"?>
             <Earth_Explorer_File><Earth_Explorer_Header><Fixed_Header>
             <File_Name>{Path.GetFileNameWithoutExtension(Name(satellite, n))}</File_Name><Mission>Sentinel-1{satellite[2]}</Mission>
             <File_Class>OPER</File_Class><File_Type>AUX_RESORB</File_Type>
             <Validity_Period><Validity_Start>UTC={Long(start)}</Validity_Start><Validity_Stop>UTC={Long(stop)}</Validity_Stop></Validity_Period>
             <Source><System>OPOD</System><Creation_Date>UTC={Long(made)}</Creation_Date></Source>
             </Fixed_Header></Earth_Explorer_Header>
             <Data_Block type="xml"><List_of_OSVs count="{count}">{vectors}</List_of_OSVs></Data_Block></Earth_Explorer_File>
             """);
    }

    private static (DateTimeOffset Start, DateTimeOffset Stop, DateTimeOffset Made) Times(int n)
    {
        var start = _epoch.AddMinutes(98 * n);
        return (start, start.AddHours(4), start.AddHours(5));
    }

    private static string Compact(DateTimeOffset time) => time.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    private static string Long(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}
