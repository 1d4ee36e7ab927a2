using Gantry.Yaml;

namespace Gantry.Hub;

/// <summary>What a file of <c>routes/</c> must look like.</summary>
internal static class RouteShapes
{
    private static readonly Shape _secret = Shape.Map("A secret of the environment, by its name; what it is never stands in a mission's files.",
        Field.Required("secret", Shape.Text("The secret's name.", example: "partner-password", wrongWith: name => Names.WrongWith("secret's name", name))));

    private static readonly Field _user = Field.Optional("user", Shape.Text("The account there."));
    private static readonly Field _password = Field.Optional("password", _secret);
    private static readonly Field _token = Field.Optional("token", _secret);

    private static readonly Field _host = Field.Required("address", Shape.Text("The host, with its port where that is not the usual one.", example: "files.example.org:2222", wrongWith: WrongWithHost));
    private static readonly Field _url = Field.Required("address", Shape.Text("The address.", example: "https://files.example.org/incoming/", wrongWith: WrongWithUrl));
    private static readonly Field _folder = Field.Required("folder", Shape.Text("The folder there."));

    private static readonly Shape _target = Shape.MapBy("Whom it sends to.", "kind",
        new("folder", "A folder of the server's own machine, below one that the server's settings allow.", _folder),
        new("sftp", "A server that speaks SFTP.", _host, _folder, _user, _password, Field.Optional("private-key", _secret),
            Field.Required("host-keys", Shape.Text("The server's own keys, as lines of a known_hosts file: without them nobody knows who answers."))),
        new("ftp", "A server that speaks FTP, in clear text.", _host, _folder, _user, _password),
        new("ftps", "A server that speaks FTP over TLS.", _host, _folder, _user, _password,
            Field.Optional("implicit-tls", Shape.Flag("Encrypted from the first byte, instead of by request."), false)),
        new("webdav", "A server that speaks WebDAV.", _url, _folder, _user, _password),
        new("s3", "A bucket of an S3-compatible store.", _url,
            Field.Required("folder", Shape.Text("The bucket, and a prefix after a slash.", example: "incoming/aux")),
            Field.Optional("region", Shape.Text("The region that signatures want.")), Field.Required("user", Shape.Text("The access key.")), Field.Required("password", _secret)),
        new("http", "An address below which files are put by HTTP PUT.", _url, _user, _password, _token),
        new("gantry", "An environment of another Gantry.", _url,
            Field.Required("mission", Shape.Text("The mission there.", wrongWith: name => Names.WrongWith("mission's name", name))),
            Field.Required("environment", Shape.OneOf("The environment there.", [.. Rungs.All])), _user, _password, _token));

    private static readonly Shape _from = Shape.Map("Which products it sends; all of them when it is left out.",
        Field.Optional("types", Shape.List("Of these types of types.yaml.", Shape.Text("A type."), least: 1)),
        Field.Optional("filter", Shape.Text("Those that this finds, in the words of $filter.", example: "startswith(Name,'S1A')", wrongWith: WrongWithFilter)),
        Field.Optional("at-most", Shape.Text("No larger than this.", example: "2 GB", wrongWith: WrongWithSize)));

    private static readonly Shape _route = Shape.Map("A way by which products leave.",
        Field.Required("name", Shape.Text("Its name, by which its place and its deliveries are kept: a route that is renamed is another one.", wrongWith: name => Names.WrongWith("route's name", name))),
        Field.Optional("description", Shape.Text("Whom it serves, for people.")),
        Field.Optional("from", _from),
        Field.Required("to", _target),
        Field.Optional("path", Shape.Text("Where a file lies there: words, and holes such as {type}, {yyyy}, {start:MM} and {attribute:orbitNumber}.",
            example: "{type}/{yyyy}/{MM}/{name}", wrongWith: text => PathTemplate.Read(text).Fault?.Message), "{name}"),
        Field.Optional("environments", Shape.List("Where it is active; in ops alone when left out.", Shape.OneOf("An environment.", [.. Rungs.All]), least: 1)),
        Field.Optional("since", Shape.OneOf("What is sent when the route is new: what is published from now on, or also what was published before.", "now", "beginning"), "now"),
        Field.Optional("order", Shape.OneOf("Whether one is sent strictly after another, in the order of publication.", "any", "publication"), "any"),
        Field.Optional("parallel", Shape.Whole("How many are sent at a time where the order is any.", 1, 64), 4),
        Field.Optional("bandwidth", Shape.Text("No more than this each second, for each file under way.", example: "10 MB/s", wrongWith: WrongWithBandwidth)),
        Field.Optional("between", Shape.Text("Only in these hours.", example: "20:00-06:00 UTC",
            wrongWith: text => SendingWindow.Read(text) is null ? "it is not two different times such as 20:00-06:00 UTC" : null)),
        Field.Optional("attempts", Shape.Whole("How often a delivery is tried before a person has to look at it.", 1, 1000), 8),
        Field.Optional("backoff", Shape.Duration("How long to wait after a failure; each further wait is twice as long."), "30s"),
        Field.Optional("longest-backoff", Shape.Duration("The longest wait."), "1h"));

    public static Shape File { get; } = Shape.Map("Where a mission's files go.",
        Field.Required("routes", Shape.List("The routes.", _route)));

    public static bool TryReadBandwidth(string text, out long bytesPerSecond)
    {
        bytesPerSecond = 0;
        return text.EndsWith("/s", StringComparison.Ordinal) && Sizes.TryParse(text[..^2], out bytesPerSecond) && bytesPerSecond > 0;
    }

    private static string? WrongWithFilter(string text) => ProductTest.Read(text).Problem?.ToString();

    private static string? WrongWithSize(string text) => Sizes.TryParse(text, out var bytes) && bytes > 0 ? null : "it is not a size such as 500 kB, 10 MB or 2 GiB";

    private static string? WrongWithBandwidth(string text) => TryReadBandwidth(text, out _) ? null : "it is not a rate such as 10 MB/s";

    private static string? WrongWithUrl(string text) =>
        !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0 ? "it is not an http or https address"
        : uri.UserInfo.Length > 0 ? "names and passwords do not belong into an address; use user and password"
        : uri.Query.Length > 0 || uri.Fragment.Length > 0 ? "files are put below it, so nothing may follow its path"
        : null;

    private static string? WrongWithHost(string text) =>
        Uri.TryCreate($"host://{text}", UriKind.Absolute, out var uri) && uri.Host.Length > 0 && uri.Authority.Equals(text, StringComparison.OrdinalIgnoreCase)
            ? null
            : "it is not a host such as files.example.org or files.example.org:2222";
}
