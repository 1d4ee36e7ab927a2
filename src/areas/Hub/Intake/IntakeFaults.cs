namespace Gantry.Hub;

/// <summary>Why an arrival is refused, and the way out.</summary>
internal static class IntakeFaults
{
    public static Fault TooLarge(string name, string type, long largest) => new(FaultKind.Invalid, "hub.too_large",
        $"'{name}' is longer than the {largest} bytes that type {type} allows. Raise 'largest' in types.yaml if such files are right.");

    public static Fault WrongContent(string name, IEnumerable<string> types) => new(FaultKind.Invalid, "hub.wrong_content",
        $"'{name}' has a name of {string.Join(" or ", types)}, and its content does not begin as such a file does ('header' in types.yaml).");

    public static Fault NoSuchType(string type, string mission) => new(FaultKind.Invalid, "hub.no_such_type",
        $"Mission '{mission}' has no type '{type}' in the release that stands there.");

    public static Fault Infected(string name, ScanReport report) => new(FaultKind.Invalid, "hub.infected",
        $"'{name}' is malware: {report.Detail} ({report.Scanner ?? "the scanner"}). Nobody can download it.");

    public static Fault NotScanned(string name, string type, ScanReport report) => new(FaultKind.Invalid, "hub.not_scanned",
        $"'{name}' could not be scanned ({report.Detail}), and type {type} lets nothing through unscanned. Raise the scanner's limits, or release it accepting the risk.");

    public static Fault BadMetadata(string name, string complaint) => new(FaultKind.Invalid, "hub.bad_metadata",
        $"'{name}' does not say what its type wants to know: {complaint}.");

    public static Fault ExtractorFailed(string name, string complaint) => new(FaultKind.Invalid, "hub.extractor_failed",
        $"The extractor of '{name}' did not tell its attributes: {complaint}.");

    public static Fault NoSandbox() => new(FaultKind.Unavailable, "hub.no_sandbox",
        "extractor.sandbox is 'required', and bubblewrap is not installed or may not make namespaces on this machine");

    public static Fault BadArchive(string name, string complaint) => new(FaultKind.Invalid, "hub.bad_archive",
        $"'{name}' cannot be opened: {complaint}.");

    public static Fault BadNewName(string name, string complaint) => new(FaultKind.Invalid, "hub.bad_new_name",
        $"'{name}' cannot be given the name its type says: {complaint}.");

    public static Fault TooDeep(string name, int depth) => new(FaultKind.Invalid, "hub.too_deep",
        $"'{name}' lies more than {depth} archives deep (intake.unpack-depth).");

    public static Fault NoSuchArrival(string id) => new(FaultKind.Missing, "hub.no_such_arrival",
        $"There is no arrival {id} here. What became of an arrival is known for a week.");

    public static Fault NoSuchState(string state) => new(FaultKind.Invalid, "hub.no_such_state",
        $"An arrival is never '{state}'; it is one of {string.Join(", ", ArrivalRow.States)}.");
}
