using Gantry.Client;
using Gantry.Yaml;

namespace Gantry.Cli;

/// <summary>A mission folder named on the command line.</summary>
internal static class LocalFolder
{
    public static MissionFolder Open(string folder) =>
        MissionFolder.Open(folder).TryGet(out var opened, out var fault) ? opened : throw new FaultException(fault, folder);

    /// <summary>
    /// The mission's name, from its mission.yaml. Only where that cannot be read does the check of this program speak;
    /// else the server's does, which knows what the server accepts.
    /// </summary>
    public static string MissionOf(MissionFolder folder)
    {
        var files = folder.Read();
        if (files.Find("mission.yaml") is { } file
            && YamlReader.Read(file.Content, file.Path).TryGet(out var root, out _)
            && root is YamlMap map && map.Find("name") is YamlText { Value.Length: > 0 } name)
            return name.Value;
        throw new FaultException(new(FaultKind.Invalid, "mission.nameless", $"The folder {folder.Root} does not say which mission it is.")
        {
            Findings = MissionCheck.Run(Server.Areas.Parts, files),
        }, folder.Root);
    }

    /// <summary>Lets a refusal of the server name the files as they are named here.</summary>
    public static async Task<T> SendAsync<T>(MissionFolder folder, Func<Task<T>> send)
    {
        try
        {
            return await send();
        }
        catch (GantryRefusedException e)
        {
            throw new FolderRefusedException(folder.Root, e);
        }
    }
}
