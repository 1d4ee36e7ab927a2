using System.Globalization;
using Gantry.Schedules;
using Gantry.Yaml;

namespace Gantry.Hub;

/// <summary>What a file in <c>sources/</c> must look like.</summary>
internal static class SourceShapes
{
    private static readonly Shape _secret = Shape.Map("A secret of the mission's environment, by name.",
        Field.Required("secret", Shape.Text("The secret's name.", pattern: "[a-z][a-z0-9-]{0,62}", patternInWords: "lower-case letters, digits and dashes", example: "partner-password")));

    private static readonly Shape _patterns = Shape.AnyOf("Patterns of file names.", Pattern("A pattern."), Shape.List("Patterns, of which one is enough.", Pattern("A pattern."), least: 1));

    private static readonly Shape _retry = Shape.Map("How often a file that could not be taken is tried again before it is put aside.",
        Field.Optional("now", Shape.Whole("How often at once.", 0, 10), 3),
        Field.Optional("later", Shape.Duration("How long after that."), "300s"),
        Field.Optional("times", Shape.Whole("How often that.", 0, 100), 2));

    private static readonly Field[] _common =
    [
        Field.Required("name", Shape.Text("The source's name in the mission.", wrongWith: name => Names.WrongWith("source's name", name))),
        Field.Optional("description", Shape.Text("What comes from there, for people.")),
        Field.Optional("environments", Shape.List("Where it works; a release that stands elsewhere carries it without using it.", Shape.OneOf("An environment.", [.. Rungs.All]), least: 1)),
        Field.Optional("take", _patterns),
        Field.Optional("ignore", _patterns),
        Field.Optional("types", Shape.List("The types of types.yaml that its files must be of; any when left out.", Shape.Text("A type's name."), least: 1)),
        Field.Optional("every", Shape.Duration("How often it is looked at; 20s when left out, 60s for a folder of this machine, which tells of new files itself.")),
        Field.Optional("at", Shape.Text("When it is looked at, instead of 'every': five cron fields in UTC.", example: "*/10 6-18 * * 1-5", wrongWith: text => Cron.TryParse(text, out _))),
        Field.Optional("ignoreBefore", Shape.Text("Files older than this are left alone.", example: "2026-01-01T00:00:00Z", wrongWith: text => TryTime(text, out _) ? null : "it is not a time such as 2026-01-01T00:00:00Z")),
        Field.Optional("parallel", Shape.Whole("How many files are fetched at a time; 3 when left out, 24 for a folder of this machine.", 1, 64)),
        Field.Optional("retry", _retry),
    ];

    private static readonly Field[] _files =
    [
        Field.Optional("recursive", Shape.Flag("Whether folders in the folder are looked into."), true),
        Field.Optional("settle", Shape.Duration("How long a file must not have changed before it is taken, so that none is taken half written; 5s when left out.")),
        Field.Optional("after", Shape.OneOf("What happens to a file at its source once it has been taken.", "keep", "delete", "move"), "keep"),
        Field.Optional("moveTo", Shape.Text("The folder that taken files are moved to, relative to the source's folder; it is not looked into.", wrongWith: WrongWithFolder)),
    ];

    private static readonly Field _user = Field.Optional("user", Shape.Text("The account."));
    private static readonly Field _password = Field.Optional("password", _secret);
    private static readonly Field _rate = Field.Optional("bandwidth", Shape.Text("The most bytes in a second.", pattern: "[1-9][0-9]{0,11}[kMG]?", patternInWords: "a number of bytes, with k, M or G behind it for thousands, millions or billions", example: "20M"));
    private static readonly Field _folder = Field.Optional("folder", Shape.Text("The folder there.", wrongWith: WrongWithRemoteFolder), "");
    private static readonly Field[] _hosted = [Field.Required("address", Shape.Text("The host, with its port where it is not the usual one.", example: "ftp.partner.example:2121", wrongWith: WrongWithHost)), _folder, _user, _password, _rate];
    private static readonly Field[] _served = [Field.Required("address", Url("The address.")), _folder, _user, _password, _rate];

    private static readonly Field[] _interface =
    [
        Field.Required("address", Url("The service root: the address that ends with /odata/v1.")),
        Field.Optional("filter", Shape.Text("Further conditions of an OData $filter.", example: "contains(Name,'AUX_')")),
        Field.Optional("overlap", Shape.Duration("How far before the last publication seen the next look begins."), "300s"),
        Field.Optional("page", Shape.Whole("How many entries are asked for at a time.", 1, 1000), 200),
        _user, _password,
        Field.Optional("token", Shape.Map("Where an OAuth2 token is to be had; without it user and password are sent as they are (Basic).",
            Field.Required("address", Url("The token endpoint.")),
            Field.Optional("client", Shape.Text("The client's id.")),
            Field.Optional("clientSecret", _secret))),
        _rate,
    ];

    public static Shape File { get; } = Shape.MapBy("A source: where files come from.", "kind",
        Kind("folder", "a folder of this machine", [.. _files, Field.Required("folder", Shape.Text("The folder, from the root of the file system.", example: "/data/incoming", wrongWith: WrongWithLocalFolder))]),
        Kind("outbox", "the outbox of a hosted application: a folder that the server makes for it", [.. Without(_files, "after", "moveTo"), Field.Required("application", Shape.Text("The application's name.", wrongWith: name => Names.WrongWith("application's name", name)))]),
        Kind("http", "a listing over HTTP or HTTPS", [.. Without(_files, "after", "moveTo"), .. _served]),
        Kind("sftp", "SFTP", [.. _files, .. _hosted, Field.Optional("privateKey", _secret), Field.Required("hostKeys", Shape.Text("The keys the server may show, as lines of a known_hosts file (ssh-keyscan writes them)."))]),
        Kind("ftp", "FTP, which sends passwords and files for everybody on the way to read", [.. _files, .. _hosted]),
        Kind("ftps", "FTP with TLS", [.. _files, .. _hosted, Field.Optional("implicitTls", Shape.Flag("TLS from the first byte, mostly on port 990, instead of asking for it."), false)]),
        Kind("webdav", "WebDAV", [.. _files, .. _served]),
        Kind("s3", "a bucket of an S3-compatible store; user and password are its access key and secret key", [.. _files, .. _served, Field.Optional("region", Shape.Text("The region, as signatures want it."))]),
        Kind("odata", "the OData door of a PRIP, an AUXIP or another Gantry", _interface),
        Kind("cadip", "the sessions of a CADIP station", [.. _interface, Field.Optional("completeWithin", Shape.Duration("How long a session may stay without its last blocks before it is given up."), "1d")]));

    public static bool TryTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time) && text.Length >= 10;

    private static MapKind Kind(string word, string description, Field[] fields) => new(word, description, [.. _common, .. fields]);

    private static IEnumerable<Field> Without(Field[] fields, params string[] names) => fields.Where(f => !names.Contains(f.Name));

    private static Shape Pattern(string description) => Shape.Text(
        description + " A glob, or between slashes a regular expression; the whole name must match, or the whole path where it speaks of folders.",
        example: "S1[AB]_OPER_AUX_*.EOF", wrongWith: NamePatterns.WrongWith);

    private static Shape Url(string description) => Shape.Text(description, example: "https://partner.example/files", wrongWith: text =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0 && url.Query.Length == 0
            ? null
            : "it is not an address that begins with https:// or http://, without a user, a password and a query in it");

    private static string? WrongWithHost(string text) =>
        !text.Contains('/', StringComparison.Ordinal) && !text.Contains('@', StringComparison.Ordinal) && Uri.TryCreate("sftp://" + text, UriKind.Absolute, out var url) && url.Host.Length > 0
            ? null
            : "it is not a host with an optional port, such as ftp.partner.example:2121";

    private static string? WrongWithLocalFolder(string text) =>
        text.StartsWith('/') && !text.Split('/').Contains("..") && text.TrimEnd('/').Length > 0 ? null : "it is not a folder from the root of the file system on, such as /data/incoming";

    private static string? WrongWithRemoteFolder(string text) =>
        text.AsSpan().ContainsAny("[]\n\r\0") ? "brackets and line ends cannot stand in it" : null;

    private static string? WrongWithFolder(string text) =>
        text.StartsWith('/') || text.Split('/').Any(part => part is "" or "." or "..") || WrongWithRemoteFolder(text) is not null ? "it is not a folder in the source's folder, such as done" : null;
}
