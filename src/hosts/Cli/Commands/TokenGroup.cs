namespace Gantry.Cli;

/// <summary>Personal tokens, for programs that act for somebody.</summary>
internal sealed class TokenGroup : VerbGroup
{
    public TokenGroup() : base("token", "Personal tokens, for scripts and other clients.")
    {
        Add(new TokenCreateCommand());
        Add(new TokenLsCommand());
        Add(new TokenRevokeCommand());
    }
}
