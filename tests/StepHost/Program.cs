using System.Text.Json;
using Gantry;
using Gantry.Local;
using Gantry.Podman;
using Gantry.Sandbox;
using Gantry.StepHost;
using Microsoft.Extensions.Logging.Abstractions;

// A host that is killed by tests in the midst of a step: what it says is what the step says.
var order = JsonSerializer.Deserialize<StepOrder>(args[1])!;
IStepRunner runner = args[0] switch
{
    "sandbox" => new SandboxRunner(new(), TimeProvider.System, NullLogger<SandboxRunner>.Instance),
    "sandbox-without-cgroups" => new SandboxRunner(new() { UsesCgroups = false }, TimeProvider.System, NullLogger<SandboxRunner>.Instance),
    "process" => new ProcessRunner(new(), TimeProvider.System),
    "podman" => new PodmanRunner(JsonSerializer.Deserialize<PodmanOptions>(args[2])!, TimeProvider.System),
    _ => throw new ArgumentException($"{args[0]} is no runner."),
};
var exit = await runner.RunAsync(order, new Voice(), CancellationToken.None);
return exit.Code;
