namespace Gantry.Xtce;

public enum Severity
{
    Note,
    Warning,
    Error,
}

/// <summary>What was found in a database, what was made of it and what would be right.</summary>
/// <param name="Code">Its number, which never changes its meaning: <c>XT020</c>.</param>
/// <param name="Path">Where in the document: <c>/SpaceSystem[@name='m']/TelemetryMetaData/…</c>.</param>
/// <param name="Assumed">What was assumed in its place; empty when nothing was.</param>
public sealed record Diagnostic(
    string Code, Severity Severity, string File, int Line, int Column, string Path, string Found, string Assumed, string Right)
{
    public string Sentence =>
        Found + (Assumed.Length > 0 ? "; " + Assumed : "") + (Right.Length > 0 ? "; " + Right : "") + ".";

    public override string ToString() =>
        $"{File}:{Line}:{Column}: {Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" }} {Code}: {Sentence}";
}
