namespace Gantry.Cli;

/// <summary>
/// The sentinel mission with ends of the demo's own: its landing folder lies in the demo's folder, its partner is this server's
/// own door to dev, and the partners that are not there are left out.
/// </summary>
internal static class DemoMission
{
    public const string Name = "sentinel";

    /// <summary>The account by which ops reads the door of dev, and the secret's name in ops.</summary>
    public const string Neighbour = "neighbour";

    public const string Secret = "auxip";

    private static readonly string[] _asItIs = ["mission.yaml", "types.yaml", "README.md", "sources/planning.yaml", "routes/planning.yaml"];

    public static void Write(string missions, DemoPlaces places, string address)
    {
        foreach (var file in _asItIs)
        {
            var copy = Path.Combine(places.Sentinel, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(missions, Name, file), copy, overwrite: true);
        }
        Directory.CreateDirectory(places.Landing);
        File.WriteAllText(Path.Combine(places.Sentinel, "sources", "landing.yaml"),
            $"""
            name: landing
            kind: folder
            folder: '{places.Landing.Replace("'", "''", StringComparison.Ordinal)}'
            ignore: '.*'
            settle: 1s
            after: delete

            """);
        File.WriteAllText(Path.Combine(places.Sentinel, "sources", "auxip.yaml"),
            $$"""
            name: auxip
            kind: odata
            address: {{address}}/missions/{{Name}}/{{Rungs.Dev}}/odata/v1
            filter: contains(Name,'_AUX_CAL_') or contains(Name,'_AUX_INS_')
            token: { address: '{{address}}/oauth2/token', client: {{Neighbour}}, clientSecret: { secret: {{Secret}} } }
            types: [AUX_CAL, AUX_INS]
            every: 1s

            """);
    }
}
