using Gantry.Conformance;

namespace Gantry.Steps.Tests.Processes;

public class ProcessRunnerTests : StepRunnerConformance
{
    protected override StepPlace Place { get; } = new ProcessPlace();
}

public class ProcessSurroundingsTests : StepSurroundingsConformance
{
    protected override StepPlace Place { get; } = new ProcessPlace();
}

public class ProcessLimitsTests : StepLimitsConformance
{
    protected override StepPlace Place { get; } = new ProcessPlace();
}
