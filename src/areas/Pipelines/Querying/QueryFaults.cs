namespace Gantry.Pipelines;

/// <summary>Every refusal of a question in SQL.</summary>
internal static class QueryFaults
{
    public static Fault Unavailable(string missing) =>
        new(FaultKind.Unavailable, "pipelines.query_unavailable", $"Nothing can be asked with SQL on this node: {missing}.");

    public static Fault Busy(int atOnce) =>
        new(FaultKind.Exhausted, "pipelines.query_busy", $"This node answers {atOnce} questions at a time (query.at-once); ask again in a moment.") { RetryAfter = TimeSpan.FromSeconds(5) };

    public static Fault Refused(string words) => new(FaultKind.Invalid, "pipelines.query_refused", words);

    public static Fault TooMuch(string what) =>
        new(FaultKind.Invalid, "pipelines.query_too_much", $"The question took {what}. Ask for less, or let a pipeline's step with uses: sql do it, with resources of its own.");

    public static Fault NoProduct(string table, string source, Scope scope) =>
        new(FaultKind.Missing, "pipelines.query_no_product", $"The table '{table}' is to be '{source}', and there is no such product in {scope}; gantry ls {scope} lists them.");

    public static Fault BadSource(string table, string source) =>
        new(FaultKind.Invalid, "pipelines.query_bad_source", $"The table '{table}' cannot be '{source}'; say a product's NAME, type:TYPE, type:TYPE*20 or query:FILTER.");

    public static Fault BadRequest(string what) => new(FaultKind.Invalid, "pipelines.query_bad_request", what);
}
