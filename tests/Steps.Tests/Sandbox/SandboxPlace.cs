using Gantry.Conformance;
using Gantry.Sandbox;
using Gantry.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Steps.Tests.Sandbox;

/// <summary>Sandboxes on this machine, with cgroups.</summary>
internal class SandboxPlace : StepPlace
{
    public override string HostKind => "sandbox";

    protected virtual SandboxOptions Options => new();

    public override IStepRunner Open() => new SandboxRunner(Options, TimeProvider.System, NullLogger<SandboxRunner>.Instance);

    public override async Task NeedAsync()
    {
        using var runner = (SandboxRunner)Open();
        Needs.That(await runner.MissingAsync(CancellationToken.None) is null, $"No sandbox can be made: {await runner.MissingAsync(CancellationToken.None)} (apt-get install bubblewrap).");
        Needs.That(!Options.UsesCgroups || runner.UnlimitedIn("/attempts") is null, $"This user may not set limits here: {runner.UnlimitedIn("/attempts")}.");
    }
}

/// <summary>Sandboxes where no cgroup can be made.</summary>
internal sealed class BareSandboxPlace : SandboxPlace
{
    public override string HostKind => "sandbox-without-cgroups";

    protected override SandboxOptions Options => new() { UsesCgroups = false };
}
