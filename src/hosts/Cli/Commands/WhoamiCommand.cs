namespace Gantry.Cli;

/// <summary>Says who the server thinks is calling.</summary>
internal sealed class WhoamiCommand() : Verb("whoami", "Say who you are to the server, and what you may do.")
{
    public override IReadOnlyList<string> Examples => ["gantry whoami", "gantry whoami --json | jq .grants"];

    public override async Task<int> RunAsync(Call call)
    {
        var me = await call.Client.MeAsync(call.Ct);
        call.Show(me, _ =>
        {
            call.Out.Line($"{me.Name} ({me.Kind}) at {Addresses.Key(call.Address)}");
            call.Out.Line($"  may      {Grants.Text(me.Grants)}");
            if (me.LimitedTo is { } limits)
                call.Out.Line($"  limited  {Grants.Text(limits)} (by the token)");
            if (me.ExpiresAt is { } until)
                call.Out.Line($"  until    {Units.Time(until)} (the token; a log-in renews it)");
        });
        return ExitCode.Done;
    }
}
