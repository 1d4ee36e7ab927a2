using Swot;

// Makes telemetry/swot.xml of telemetry/tables/: dotnet run --project missions/swot/tools/Database -- missions/swot/telemetry
try
{
    if (args is not [var folder])
    {
        Console.Error.WriteLine("usage: swot-database FOLDER, the telemetry folder of the mission");
        return 2;
    }
    File.WriteAllText(Path.Combine(folder, "swot.xml"), DatabaseText.Of(Path.Combine(folder, "tables")));
    return 0;
}
catch (Exception e) when (e is IOException or TableException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
