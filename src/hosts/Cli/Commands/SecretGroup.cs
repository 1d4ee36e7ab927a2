namespace Gantry.Cli;

/// <summary>What a mission's sources and routes log in with.</summary>
internal sealed class SecretGroup : VerbGroup
{
    public SecretGroup() : base("secret", "Passwords and keys that a mission's files name; set here, read by nobody.")
    {
        Add(new SecretSetCommand());
        Add(new SecretLsCommand());
        Add(new SecretRmCommand());
    }
}
