using System.Globalization;
using System.Text;

namespace Gantry.Cli;

/// <summary>Earth Observation Files: a header such as the field writes it, and behind it what the file is for.</summary>
internal static class EofText
{
    private const double RadiusMetres = 7_071_000;
    private const double PeriodSeconds = 5_926;

    /// <summary>An orbit: a state vector for every ten seconds.</summary>
    public static byte[] Orbit(EofHead head, TimeSpan step)
    {
        var text = new StringBuilder(1 << 16);
        var count = (int)((head.Until - head.From) / step) + 1;
        text.Append(CultureInfo.InvariantCulture, $"    <List_of_OSVs count=\"{count}\">\n");
        for (var i = 0; i < count; i++)
            Vector(text, head.From + (step * i), (step * i).TotalSeconds);
        text.Append("    </List_of_OSVs>\n");
        return File(head, text);
    }

    /// <summary>A plan: one activity after another.</summary>
    public static byte[] Plan(EofHead head, TimeSpan step)
    {
        var text = new StringBuilder(1 << 14);
        var count = (int)((head.Until - head.From) / step);
        text.Append(CultureInfo.InvariantCulture, $"    <List_of_Activities count=\"{count}\">\n");
        for (var i = 0; i < count; i++)
        {
            var (begin, mode) = (head.From + (step * i), (string[])["IW", "EW", "WV", "SM"]);
            text.Append(CultureInfo.InvariantCulture,
                $"      <Activity><Mode>{mode[i % 4]}</Mode><Start>UTC={Written(begin)}</Start><Stop>UTC={Written(begin + (step / 4))}</Stop></Activity>\n");
        }
        text.Append("    </List_of_Activities>\n");
        return File(head, text);
    }

    private static byte[] File(EofHead head, StringBuilder data) => Encoding.UTF8.GetBytes(
        $"""
        <?xml version="1.0"?>
        <Earth_Explorer_File>
          <Earth_Explorer_Header>
            <Fixed_Header>
              <File_Name>{head.Name}</File_Name>
              <File_Description>{head.Description}</File_Description>
              <Notes>A sample: nothing in it was measured</Notes>
              <Mission>{head.Mission}</Mission>
              <File_Class>OPER</File_Class>
              <File_Type>{head.Type}</File_Type>
              <Validity_Period>
                <Validity_Start>UTC={Written(head.From)}</Validity_Start>
                <Validity_Stop>UTC={Written(head.Until)}</Validity_Stop>
              </Validity_Period>
              <File_Version>0001</File_Version>
              <Source>
                <System>{head.System}</System>
                <Creator>gantry sample</Creator>
                <Creator_Version>1</Creator_Version>
                <Creation_Date>UTC={Written(head.MadeAt)}</Creation_Date>
              </Source>
            </Fixed_Header>
            <Variable_Header/>
          </Earth_Explorer_Header>
          <Data_Block type="xml">
        {data}  </Data_Block>
        </Earth_Explorer_File>

        """);

    // A circle over the poles: near enough to an orbit for whoever looks into the file.
    private static void Vector(StringBuilder text, DateTime at, double seconds)
    {
        var (angle, speed) = (seconds / PeriodSeconds * Math.Tau, RadiusMetres * Math.Tau / PeriodSeconds);
        text.Append(CultureInfo.InvariantCulture,
            $"""
                  <OSV>
                    <TAI>TAI={Written(at.AddSeconds(37))}.000000</TAI>
                    <UTC>UTC={Written(at)}.000000</UTC>
                    <UT1>UT1={Written(at)}.100000</UT1>
                    <Absolute_Orbit>+{57_000 + (int)(seconds / PeriodSeconds)}</Absolute_Orbit>
                    <X unit="m">{RadiusMetres * Math.Cos(angle):F6}</X>
                    <Y unit="m">{0.0:F6}</Y>
                    <Z unit="m">{RadiusMetres * Math.Sin(angle):F6}</Z>
                    <VX unit="m/s">{-speed * Math.Sin(angle):F6}</VX>
                    <VY unit="m/s">{0.0:F6}</VY>
                    <VZ unit="m/s">{speed * Math.Cos(angle):F6}</VZ>
                    <Quality>NOMINAL</Quality>
                  </OSV>

            """);
    }

    private static string Written(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}

/// <summary>What the header of an Earth Observation File says.</summary>
internal sealed record EofHead(string Name, string Type, string Description, string Mission, string System, DateTime MadeAt, DateTime From, DateTime Until);
