namespace Gantry.Cli;

/// <summary>Deletes secrets.</summary>
internal sealed class SecretRmCommand : Verb
{
    private readonly TargetWords _target;

    public SecretRmCommand() : base("rm", "Delete secrets; what names them fails from then on, and says so.") =>
        _target = new(this, "MISSION/ENV NAME", "The environment, then the secrets' names.", mayBeEmpty: false);

    public override IReadOnlyList<string> Examples => ["gantry secret rm sentinel/ops partner-password"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, names) = _target.Read(call);
        if (names.Length == 0)
            throw new UsageException($"Which secrets? 'gantry secret ls {target}' lists them.");
        foreach (var name in names)
            await call.Client.DeleteSecretAsync(target.Mission, target.Environment, name, call.Ct);
        call.Show(new { Deleted = names }, _ => Array.ForEach(names, name => call.Out.Line($"deleted {name}")));
        return ExitCode.Done;
    }
}
