namespace Gantry.Cli;

/// <summary>Looks at this machine: what is there, what is not, and what each would give.</summary>
internal sealed class DoctorCommand() : Verb("doctor", "Look at this machine: what is there, what is missing, and what each would give.")
{
    public override IReadOnlyList<string> Examples => ["gantry doctor", "gantry doctor --json | jq '.checks[] | select(.state == \"problem\")'"];

    public override async Task<int> RunAsync(Call call)
    {
        var checks = new List<Diagnosis> { SystemLibraries.Sqlite(), MachineChecks.DataFolder(), MachineChecks.Clock(call.Clock) };
        checks.Add(await ServerCheck.RunAsync(call));
        checks.AddRange(await StepChecks.RunAsync(call));
        checks.Add(StepChecks.Analysis());
        checks.AddRange(await Task.WhenAll(OptionalPart.All.Select(part => part.LookAsync(call.Terminal, call.Ct))));
        call.Show(new { Checks = checks }, _ => call.Out.Table(["WHAT", "STATE", "FINDING"], checks.Select(c => (string?[])[c.What, c.State, c.Finding])));
        var problems = checks.Count(c => c.State == Diagnosis.Problem);
        if (problems > 0)
            call.Error.Line($"{Units.Count(problems, "problem", "problems")} found.", "red");
        return problems == 0 ? ExitCode.Done : ExitCode.Broke;
    }
}
