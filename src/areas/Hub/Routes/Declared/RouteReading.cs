using Gantry.Yaml;

namespace Gantry.Hub;

/// <summary>Makes a route of what a checked file says.</summary>
internal static class RouteReading
{
    public static Route Read(YamlMap map)
    {
        var from = map.MapOrNull("from");
        return new(map.Text("name"), Target(map.Map("to"), Bandwidth(map)))
        {
            Types = from?.Texts("types") ?? [],
            Filter = from?.TextOrNull("filter") is { } filter ? ProductTest.Read(filter).Value : null,
            LargestBytes = from?.TextOrNull("at-most") is { } most ? Sizes.Parse(most) : null,
            Environments = map.Has("environments") ? map.Texts("environments") : [Rungs.Ops],
            Path = map.TextOrNull("path") is { } path ? PathTemplate.Read(path).OrThrow() : PathTemplate.Name,
            IsOrdered = map.TextOrNull("order") == "publication",
            Parallel = (int)(map.WholeOrNull("parallel") ?? 4),
            FromBeginning = map.TextOrNull("since") == "beginning",
            Window = map.TextOrNull("between") is { } hours ? SendingWindow.Read(hours) : null,
            BytesPerSecond = Bandwidth(map),
            Attempts = (int)(map.WholeOrNull("attempts") ?? 8),
            Backoff = map.DurationOrNull("backoff") ?? TimeSpan.FromSeconds(30),
            LongestBackoff = map.DurationOrNull("longest-backoff") ?? TimeSpan.FromHours(1),
        };
    }

    private static RouteTarget Target(YamlMap to, long? bandwidth) => to.Text("kind") switch
    {
        "folder" => new RouteTarget.LocalFolder(to.Text("folder")),
        "http" => new RouteTarget.Http(to.Text("address"), to.TextOrNull("user"), Secret(to, "password"), Secret(to, "token")),
        "gantry" => new RouteTarget.Gantry(
            to.Text("address"), to.Text("mission"), to.Text("environment"), to.TextOrNull("user"), Secret(to, "password"), Secret(to, "token")),
        var kind => new RouteTarget.Remote(Place(to, kind, bandwidth), Secret(to, "password"), Secret(to, "private-key")),
    };

    private static RemotePlace Place(YamlMap to, string kind, long? bandwidth) =>
        new(Protocol(kind), to.Text("address"), to.Text("folder"))
        {
            User = to.TextOrNull("user"), HostKeys = to.TextOrNull("host-keys"), Region = to.TextOrNull("region"),
            ImplicitTls = to.FlagOrNull("implicit-tls") ?? false, BytesPerSecond = bandwidth,
        };

    private static RemoteProtocol Protocol(string kind) => kind switch
    {
        "sftp" => RemoteProtocol.Sftp,
        "ftp" => RemoteProtocol.Ftp,
        "ftps" => RemoteProtocol.Ftps,
        "webdav" => RemoteProtocol.WebDav,
        _ => RemoteProtocol.S3,
    };

    private static Credential Secret(YamlMap to, string key) => new(to.MapOrNull(key)?.Text("secret"));

    private static long? Bandwidth(YamlMap map) =>
        map.TextOrNull("bandwidth") is { } text && RouteShapes.TryReadBandwidth(text, out var rate) ? rate : null;
}
