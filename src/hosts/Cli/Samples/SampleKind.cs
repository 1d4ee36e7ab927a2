using System.Globalization;

namespace Gantry.Cli;

/// <summary>A kind of auxiliary file: how many there are in a day, and how one is made.</summary>
/// <param name="Type">As <c>missions/sentinel/types.yaml</c> calls it.</param>
/// <param name="PerDay">How many come in a day, of all satellites together.</param>
/// <param name="Make">Makes the one of a time; the number counts those of its kind and chooses satellite and content.</param>
internal sealed record SampleKind(string Type, double PerDay, Func<DateTime, int, SampleFile> Make)
{
    public TimeSpan Interval => TimeSpan.FromDays(1) / PerDay;

    /// <summary>The Sentinels' auxiliary files at about their real numbers and sizes.</summary>
    public static IReadOnlyList<SampleKind> Sentinel { get; } =
    [
        Safe("AUX_WND", 182, 1_200_000, "S1_"),
        Safe("AUX_WAV", 54, 900_000, "S1_"),
        Safe("AUX_ICE", 1, 3_000_000, "S1_"),
        Orbit("AUX_PREORB", 28, "Predicted orbit", TimeSpan.FromMinutes(40), TimeSpan.FromMinutes(395)),
        Orbit("AUX_RESORB", 28, "Restituted orbit", TimeSpan.FromMinutes(-220), TimeSpan.FromMinutes(197)),
        Orbit("AUX_POEORB", 2, "Precise orbit", TimeSpan.FromDays(-21), TimeSpan.FromHours(26)),
        new("MPL_PLAN", 4, Plan),
        Safe("AUX_CAL", 0.3, 1_000_000, "S1A", "S1C"),
        Safe("AUX_INS", 0.2, 300_000, "S1A", "S1C"),
        Safe("AUX_PP1", 0.3, 150_000, "S1A", "S1C"),
        Safe("AUX_PP2", 0.2, 80_000, "S1A", "S1C"),
        Safe("AUX_SCS", 0.1, 4_000_000, "S1A", "S1C"),
        new("GIPP", 1, (at, n) => Tgz($"S2{"ABC"[n % 3]}_OPER_GIP_{((string[])["PRDLOC", "R2ABCA", "VIEDIR"])[n % 3]}_MPC__{T(at)}_V{T(at.AddDays(1))}_21000101T000000_B{n % 13:00}.TGZ", 60_000, n)),
        new("S2_UT1UTC", 1 / 7.0, (at, n) => Text($"S2__OPER_AUX_UT1UTC_PDMC_{T(at)}_V{T(at.Date)}_{T(at.Date.AddYears(1))}.txt", 4_000, n)),
        new("S2_ECMWF", 2, (at, n) => Tgz($"S2__OPER_AUX_ECMWFD_PDMC_{T(at)}_V{T(at.AddHours(9))}_{T(at.AddHours(21))}.TGZ", 5_000_000, n)),
        new("S3_MET", 48, (at, n) => Sen3($"S3__AX___{((string[])["MA1", "MF1", "MA2", "MFA"])[n % 4]}_AX_{T(at)}_{T(at.AddHours(12))}_{T(at.AddMinutes(30))}___________________ECW_O_SN_001.SEN3", 1_500_000, n)),
        new("S3_ORBIT", 6, (at, n) => Sen3($"S3{"AB"[n % 2]}_SR___ROE_AX_{T(at.AddHours(-3))}_{T(at)}_{T(at.AddMinutes(20))}___________________CNE_O_NR_001.SEN3", 200_000, n)),
    ];

    private static SampleKind Safe(string type, double perDay, int bytes, params string[] satellites) => new(type, perDay, (at, n) =>
    {
        var folder = $"{satellites[n % satellites.Length]}_{type}_V{T(Hour(at).AddHours(6))}_G{T(at)}.SAFE";
        return new($"{folder}.zip", () => PackedSamples.Safe(folder, type, satellites[n % satellites.Length], Hour(at).AddHours(6), at, bytes, n));
    });

    private static SampleKind Orbit(string type, double perDay, string description, TimeSpan begins, TimeSpan lasts) => new(type, perDay, (at, n) =>
    {
        var (unit, from) = ("AC"[n % 2], at + begins);
        var name = $"S1{unit}_OPER_{type}_OPOD_{T(at)}_V{T(from)}_{T(from + lasts)}";
        return new($"{name}.EOF", () => EofText.Orbit(new(name, type, description, $"Sentinel-1{unit}", "OPOD", at, from, from + lasts), TimeSpan.FromSeconds(10)));
    });

    private static SampleFile Plan(DateTime at, int n)
    {
        var (unit, from) = ("AC"[n % 2], Hour(at));
        var name = $"S1{unit}_OPER_MPL_{(n % 4 < 2 ? "ORBPRE" : "TIMELI")}_{T(from)}_{T(from.AddDays(7))}_0001";
        return new($"{name}.EOF", () => EofText.Plan(new(name, name[9..19], "Mission plan", $"Sentinel-1{unit}", "MPS", at, from, from.AddDays(7)), TimeSpan.FromMinutes(15)));
    }

    private static SampleFile Tgz(string name, int bytes, int seed) =>
        new(name, () => PackedSamples.Tgz([($"{Path.GetFileNameWithoutExtension(name)}.DBL", PackedSamples.Noise(bytes, seed))]));

    private static SampleFile Sen3(string name, int bytes, int seed) =>
        new($"{name}.zip", () => PackedSamples.Zip(($"{name}/data.nc", PackedSamples.Noise(bytes, seed))));

    private static SampleFile Text(string name, int bytes, int seed) =>
        new(name, () => System.Text.Encoding.ASCII.GetBytes(Convert.ToHexString(PackedSamples.Noise(bytes / 2, seed))));

    private static DateTime Hour(DateTime time) => new(time.Year, time.Month, time.Day, time.Hour, 0, 0, DateTimeKind.Utc);

    private static string T(DateTime time) => time.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
}
