namespace Neo.Neocc;

/// <summary>Why a file of the service is refused. "Nothing to report" and "the service failed" are different things.</summary>
internal static class NeoccRefusals
{
    public static Refusal Empty(string source) =>
        new("neocc.empty", $"{source} is empty. The service sends that when it has nothing, and also when it failed: keep the last good file.");

    public static Refusal WebPage(string source) =>
        new("neocc.web_page", $"{source} is a web page: the service failed. Keep the last good file and ask again.");

    public static Refusal NoData(string source, string line) =>
        new("neocc.no_data", $"{source} says that there is nothing: {line}");

    public static Refusal Drift(string source, LayoutDrift drift) =>
        new("neocc.drift", $"{source} is not laid out as '{drift.Known.Name}' was:\n{drift}");

    public static Refusal NoMask(string source) =>
        new("neocc.no_mask", $"{source} has no mask line like 'AAAAAAAAA AAAA … | YYYY-MM-DD | …': its layout cannot be checked, so its columns are not read.");

    public static Refusal Row(string source, int line, string column, string value) =>
        new("neocc.row", $"{source}, line {line}: '{value}' cannot be read as {column}.");

    public static Refusal Oef(string source, int line, string why) =>
        new("neocc.oef", $"{source}, line {line}: {why}");
}
