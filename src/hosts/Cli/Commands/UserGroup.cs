namespace Gantry.Cli;

/// <summary>People and service accounts, and what they may do.</summary>
internal sealed class UserGroup : VerbGroup
{
    public UserGroup() : base("user", "People and service accounts, and what they may do.")
    {
        Add(new UserCreateCommand());
        Add(new UserLsCommand());
        Add(new UserGrantCommand());
        Add(new UserDisableCommand());
        Add(new UserEnableCommand());
        Add(new UserPasswordCommand());
    }
}
