namespace Gantry.Cli;

/// <summary>One thing that was looked at.</summary>
/// <param name="State"><c>ok</c>, <c>absent</c> (Gantry does without it) or <c>problem</c>.</param>
internal sealed record Diagnosis(string What, string State, string Finding)
{
    public const string Ok = "ok";
    public const string Absent = "absent";
    public const string Problem = "problem";
}
