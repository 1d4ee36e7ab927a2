using System.CommandLine;
using Gantry.Client;

namespace Gantry.Cli;

/// <summary>Deletes products, with a reason.</summary>
internal sealed class RmCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<string> _reason = new("--reason") { Description = "Why; goes into the journal.", HelpName = "TEXT", Required = true };

    public RmCommand() : base("rm", "Delete products, with a reason.")
    {
        _target = new(this, "MISSION/ENV NAME", "The environment, then the products' names.", mayBeEmpty: false);
        Add(_reason);
    }

    public override IReadOnlyList<string> Examples => ["gantry rm neo/dev night.psv --reason 'sent to the wrong environment'"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, names) = _target.Read(call);
        if (names.Length == 0)
            throw new UsageException($"Which products? 'gantry ls {target}' lists them.");
        var (deleted, failed) = (new List<string>(), new List<(string Name, Failure Why)>());
        foreach (var name in names)
        {
            try
            {
                await call.Client.DeleteProductAsync(target.Mission, target.Environment, name, call.Get(_reason)!, call.Ct);
                deleted.Add(name);
            }
            catch (GantryRefusedException e)
            {
                failed.Add((name, Failures.Explain(e)!));
            }
        }
        call.Show(new { Deleted = deleted, Failed = failed.Select(f => new { f.Name, f.Why.Problem }) }, _ =>
            deleted.ForEach(name => call.Out.Line($"deleted {name}")));
        foreach (var (_, why) in failed)
            Failures.TellPeople(call, why);
        return failed.Count == 0 ? ExitCode.Done : failed[0].Why.ExitCode;
    }
}
