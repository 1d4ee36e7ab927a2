using System.Text;

namespace Gantry.Eof.Tests;

/// <summary>Files as the field writes them.</summary>
internal static class SomeEof
{
    public static string Header(string start = "UTC=2026-01-01T00:00:00", string stop = "UTC=2026-01-02T00:00:00", string more = "", string space = "") =>
        $"""
         <?xml version="1.0"?>
         <Earth_Explorer_File{space}>
           <Earth_Explorer_Header>
             <Fixed_Header>
               <File_Name>S1A_OPER_AUX_POEORB_OPOD_20260121T081500_V20251231T225942_20260102T005942</File_Name>
               <File_Description>Precise Orbit Ephemerides (POE) Orbit File</File_Description>
               <Notes></Notes>
               <Mission>Sentinel-1A</Mission>
               <File_Class>OPER</File_Class>
               <File_Type>AUX_POEORB</File_Type>
               <Validity_Period><Validity_Start>{start}</Validity_Start><Validity_Stop>{stop}</Validity_Stop></Validity_Period>
               <File_Version>0001</File_Version>
               <Source>
                 <System>OPOD</System><Creator>OPOD</Creator><Creator_Version>3.1.0</Creator_Version><Creation_Date>UTC=2026-01-21T08:15:00</Creation_Date>
               </Source>{more}
             </Fixed_Header>
             <Variable_Header><Ref_Frame>EARTH_FIXED</Ref_Frame></Variable_Header>
           </Earth_Explorer_Header>
         """;

    public static EofReading Read(string xml) => EofReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(xml)));

    public static string Refusal(string xml) => Read(xml).TryGet(out _, out var problem) ? throw new InvalidOperationException("It was read.") : problem;
}
