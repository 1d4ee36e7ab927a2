namespace Gantry.Cli;

/// <summary>Lists the names of secrets.</summary>
internal sealed class SecretLsCommand : Verb
{
    private readonly TargetWords _target;

    public SecretLsCommand() : base("ls", "List the names of an environment's secrets; nobody can read their values.") =>
        _target = new(this, "MISSION/ENV", "The environment.", mayBeEmpty: true);

    public override IReadOnlyList<string> Examples => ["gantry secret ls sentinel/ops"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, _) = _target.Read(call);
        var secrets = await call.AllAsync(call.Client.SecretsAsync(target.Mission, target.Environment, call.Ct));
        call.Show(secrets, _ => call.Out.Table(["NAME", "VERSION", "SET", "BY"], secrets.Items.Select(s => (string?[])
            [s.Name, $"{s.Version}", Units.Time(s.SetAt), s.SetBy])));
        if (!call.IsJson && secrets.Items.Count == 0)
            call.Error.Line($"{target} has no secrets. 'gantry secret set {target} NAME' sets one.");
        return ExitCode.Done;
    }
}
