using Gantry.Conformance;

namespace Gantry.Steps.Tests.Podman;

public class PodmanRunnerTests : StepRunnerConformance
{
    protected override StepPlace Place { get; } = new PodmanPlace();
}

public class PodmanSurroundingsTests : StepSurroundingsConformance
{
    protected override StepPlace Place { get; } = new PodmanPlace();
}

public class PodmanIsolationTests : StepIsolationConformance
{
    protected override StepPlace Place { get; } = new PodmanPlace();
}

public class PodmanLimitsTests : StepLimitsConformance
{
    protected override StepPlace Place { get; } = new PodmanPlace();
}
