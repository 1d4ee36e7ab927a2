namespace Neo.Neocc;

/// <summary>A layout of a list as it was published: the mask line that says what stands where, and a word for it.</summary>
public sealed record Layout(string Name, string Mask)
{
    public static readonly Layout RiskList = new("risk-list",
        "AAAAAAAAA AAAAAAAAAAAAAAAA | NNNN |    A    | YYYY-MM-DD HH:MM | EEEEEEEE | NNN.NN | NN |  NNN.NN  | YYYY-YYYY | EEEEEEEE | NNN.NN |");

    public static readonly Layout SpecialRiskList = new("special-risk-list",
        "AAAAAAAAA AAAAAAAAAAAAAAAA | NNNN |    A    | YYYY-MM-DD HH:MM | EEEEEEEE | NNN.NN | NN |  NNN.NN  |");

    public static readonly Layout Approaches = new("approaches",
        "AAAAAAAAA AAAAAAAAAAAAAAAA | YYYY-MM-DD | DDDDDDD | D.DDDDDD | DD.DDD | NNNN   |   A     | DD.D |   DDD.D    | DD.D     | DDD.DDD    |");

    /// <summary>Before the index of observability was added in 2023.</summary>
    public static readonly Layout OlderApproaches = new("approaches-2021",
        "AAAAAAAAA AAAAAAAAAAAAAAAA | YYYY-MM-DD | DDDDDDD | D.DDDDDD | DD.DDD | NNNN   |   A     | DD.D |   DDD.D    | DD.D     |");

    public static readonly IReadOnlyList<Layout> All = [RiskList, SpecialRiskList, Approaches, OlderApproaches];

    public IReadOnlyList<string> Columns => Split(Mask);

    public static bool IsMask(string line) =>
        line.Length > 20 && line.StartsWith("AAAA", StringComparison.Ordinal) && line.Contains('|', StringComparison.Ordinal)
        && line.All(letter => letter is 'A' or 'N' or 'D' or 'E' or 'Y' or 'M' or 'H' or '.' or ':' or '-' or '|' or ' ');

    internal static List<string> Split(string line) => [.. line.TrimEnd().TrimEnd('|').Split('|')];
}
