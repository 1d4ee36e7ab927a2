using Gantry.Conformance;

namespace Gantry.Steps.Tests.Sandbox;

public class SandboxRunnerTests : StepRunnerConformance
{
    protected override StepPlace Place { get; } = new SandboxPlace();
}

public class SandboxSurroundingsTests : StepSurroundingsConformance
{
    protected override StepPlace Place { get; } = new SandboxPlace();
}

public class SandboxIsolationTests : StepIsolationConformance
{
    protected override StepPlace Place { get; } = new SandboxPlace();
}

public class SandboxLimitsTests : StepLimitsConformance
{
    protected override StepPlace Place { get; } = new SandboxPlace();
}

public class SandboxWholeTests : StepWholeConformance
{
    protected override StepPlace Place { get; } = new SandboxPlace();
}

public class BareSandboxRunnerTests : StepRunnerConformance
{
    protected override StepPlace Place { get; } = new BareSandboxPlace();
}

public class BareSandboxSurroundingsTests : StepSurroundingsConformance
{
    protected override StepPlace Place { get; } = new BareSandboxPlace();
}

public class BareSandboxIsolationTests : StepIsolationConformance
{
    protected override StepPlace Place { get; } = new BareSandboxPlace();
}

public class BareSandboxLimitsTests : StepLimitsConformance
{
    protected override StepPlace Place { get; } = new BareSandboxPlace();
}
