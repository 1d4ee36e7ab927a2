namespace Gantry;

/// <summary>
/// One key of the configuration. Areas and backends list theirs; the list is all that is accepted, so a typo is an
/// error at start, and docs/reference/settings.md is made from it.
/// </summary>
/// <param name="Key">Dotted, lower case: <c>listen.address</c>.</param>
/// <param name="Default">What holds when nobody says otherwise; null for nothing.</param>
/// <param name="Meaning">What it does, and what values it takes.</param>
public sealed record Setting(string Key, string? Default, string Meaning)
{
    /// <summary>Never printed.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Says what is wrong with a value, or null.</summary>
    public Func<string, string?>? WrongWith { get; init; }

    /// <summary>The environment variable that sets it: <c>GANTRY_LISTEN_ADDRESS</c>.</summary>
    public string Variable => "GANTRY_" + Key.ToUpperInvariant().Replace('.', '_').Replace('-', '_');
}
