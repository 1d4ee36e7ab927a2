using Gantry.Api;

namespace Gantry.Security;

/// <summary>Principals as others see them.</summary>
internal static class UserViews
{
    public static UserView View(this Principal user) => new(
        user.Id, user.Name, PrincipalStore.KindText(user.Kind), user.IsDisabled, user.CreatedAt, user.LastSeenAt, GrantText.View(user.Grants));

    public static MeView Me(this SignIn signIn) => new(
        signIn.Caller.Id, signIn.Caller.Name, PrincipalStore.KindText(signIn.Kind), GrantText.View(signIn.Caller.Grants),
        signIn.Caller.Narrowing is { } limits ? GrantText.View(limits) : null, signIn.ExpiresAt);
}
