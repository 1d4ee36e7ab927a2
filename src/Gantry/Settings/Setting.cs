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

    /// <summary>Whether the key stands for many: <c>oidc.{name}.issuer</c>.</summary>
    public bool IsFamily => Key.Contains(".{name}.", StringComparison.Ordinal);

    /// <summary>Whether a key is one of this family.</summary>
    public bool Holds(string key)
    {
        var (mine, theirs) = (Key.Split('.'), key.Split('.'));
        return mine.Length == theirs.Length
            && mine.Zip(theirs).All(pair => pair.First == pair.Second || (pair.First == "{name}" && pair.Second.Length > 0));
    }

    /// <summary>The environment variable that sets it: <c>GANTRY_LISTEN_ADDRESS</c>.</summary>
    public string Variable => "GANTRY_" + Key.ToUpperInvariant().Replace('.', '_').Replace('-', '_');
}
