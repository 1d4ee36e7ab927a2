using FsCheck;
using FsCheck.Fluent;

namespace Gantry.Eof.Tests;

public class FileNameTests
{
    [Theory]
    [InlineData("S1A_OPER_AUX_POEORB_OPOD_20260121T081500_V20251231T225942_20260102T005942.EOF", NameFamily.Eof, "S1A", "AUX_POEORB", "2025-12-31T22:59:42", "2026-01-02T00:59:42")]
    [InlineData("S2A_OPER_REP_METARC_SGS__20260121T081500_V20260101T000000_99999999T999999.EOF.zip", NameFamily.Eof, "S2A", "REP_METARC", "2026-01-01T00:00:00", null)]
    [InlineData("S1B_OPER_MPL_ORBPRE_20260101T000000_20260108T000000_0001.EOF", NameFamily.Plan, "S1B", "MPL_ORBPRE", "2026-01-01T00:00:00", "2026-01-08T00:00:00")]
    [InlineData("S1__AUX_WND_V20260101T060000_G20260101T040000.SAFE.zip", NameFamily.SafeAuxiliary, "S1_", "AUX_WND", "2026-01-01T06:00:00", null)]
    [InlineData("S2__OPER_GIP_R2PARA_MPC__20260101T000000_V20260101T000000_21000101T000000_B00.TGZ", NameFamily.Gipp, "S2_", "GIP_R2PARA", "2026-01-01T00:00:00", "2100-01-01T00:00:00")]
    [InlineData("S3A_SR_2_PCPPAX_20260101T000000_20260102T000000_20260103T000000___________________POD_O_NR_POD.SEN3", NameFamily.Sentinel3, "S3A", "SR_2_PCPPAX", "2026-01-01T00:00:00", "2026-01-02T00:00:00")]
    public void Are_read_in_every_family(string name, NameFamily family, string mission, string type, string from, string? until)
    {
        var read = FileName.TryRead(name);
        Assert.NotNull(read);
        Assert.Equal((family, mission, type), (read.Family, read.Mission, read.Type));
        Assert.Equal(from, read.ValidFrom.At?.ToString("yyyy-MM-ddTHH:mm:ss", null));
        Assert.Equal(until, read.ValidUntil.At?.ToString("yyyy-MM-ddTHH:mm:ss", null));
    }

    [Theory]
    [InlineData("s1a_oper_aux_poeorb_opod_20260121t081500_v20251231t225942_20260102t005942.eof")]
    [InlineData("xS1A_OPER_AUX_POEORB_OPOD_20260121T081500_V20251231T225942_20260102T005942.EOF")]
    [InlineData("S1A_OPER_AUX_POEORB_OPOD_20260121T081500_V20251331T225942_20260102T005942.EOF")]
    [InlineData("S1A_OPER_AUX_POEORB_OPOD_20260121T081500_V20251231T225942_20260102T005942.EOF\n")]
    public void Are_none_when_one_letter_is_wrong(string name) => Assert.Null(FileName.TryRead(name));

    [Theory]
    [InlineData("Sentinel-1A", "SENTINEL-1", "A")]
    [InlineData("SENTINEL 1A", "SENTINEL-1", "A")]
    [InlineData("Sentinel-3", "SENTINEL-3", null)]
    [InlineData("S1A", "SENTINEL-1", "A")]
    [InlineData("CryoSat", "CryoSat", null)]
    public void Missions_are_one_however_they_are_spelled(string text, string platform, string? unit) =>
        Assert.Equal(new Spacecraft(platform, unit), Spacecraft.OfMission(text));

    [Fact]
    public void Nothing_makes_it_throw() => Prop.ForAll<string>(text => { FileName.TryRead(text ?? ""); }).QuickCheckThrowOnFailure();
}
