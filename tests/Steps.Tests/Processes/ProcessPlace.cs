using Gantry.Conformance;
using Gantry.Local;

namespace Gantry.Steps.Tests.Processes;

/// <summary>Plain processes of this machine.</summary>
internal sealed class ProcessPlace : StepPlace
{
    public override string HostKind => "process";

    public override IStepRunner Open() => new ProcessRunner(new(), TimeProvider.System);

    public override string Inside(string folder) => folder;
}
