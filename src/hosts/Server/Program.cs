using Gantry.Server;

if (!SettingsSources.Read(Environment.CurrentDirectory, args).TryGet(out var settings, out var fault))
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 2;
}
return await GantryServer.RunAsync(settings, Console.Out, Console.Error);
