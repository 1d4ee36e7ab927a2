using Microsoft.Extensions.Logging;
using Xunit;

namespace Gantry.Steps.Tests;

public class StepRunnersTests
{
    private static readonly StepOrder _order = new(Guid.CreateVersion7(), "/nowhere", ["true"]);

    private readonly Heard _log = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_the_sandbox_where_it_works()
    {
        var sandbox = new Puppet("sandbox");

        Assert.Same(sandbox, await Runners(sandbox, new Puppet("process")).PickAsync(_order, Ct));
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public async Task Take_a_plain_process_where_nothing_else_works_and_warn_once()
    {
        var process = new Puppet("process");
        var runners = Runners(new Puppet("sandbox", Missing: "no namespaces"), process);

        Assert.Same(process, await runners.PickAsync(_order, Ct));
        Assert.Same(process, await runners.PickAsync(_order, Ct));

        Assert.Contains("STEPS RUN WITHOUT A SANDBOX", Assert.Single(_log.Warnings), StringComparison.Ordinal);
        Assert.Contains("no namespaces", _log.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_nothing_without_a_sandbox_where_it_is_required()
    {
        var refused = await Assert.ThrowsAsync<StepRunnerException>(() => Runners(new Puppet("sandbox", Missing: "no namespaces"), null).PickAsync(_order, Ct));

        Assert.Contains("no namespaces", refused.Message, StringComparison.Ordinal);
        Assert.Contains("steps.sandbox=required", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Never_run_a_step_that_names_an_image_as_a_plain_process()
    {
        var runners = Runners(new Puppet("podman", Missing: "no engine", RunsImages: true), new Puppet("process"));

        var refused = await Assert.ThrowsAsync<StepRunnerException>(() => runners.PickAsync(_order with { Image = "tool@sha256:0" }, Ct));

        Assert.Contains("no engine", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_for_leftovers_with_every_runner() =>
        Assert.Equal(2, await Runners(new Puppet("sandbox"), new Puppet("process")).KillLeftoversAsync("/nowhere", Ct));

    private StepRunners Runners(Puppet runner, Puppet? bare) => new([runner], bare, _log);

    private sealed record Puppet(string Name, string? Missing = null, bool RunsImages = false) : IStepRunner
    {
        public Task<string?> MissingAsync(CancellationToken ct) => Task.FromResult(Missing);

        public Task<StepExit> RunAsync(StepOrder order, IStepListener listener, CancellationToken ct) => throw new InvalidOperationException("Nothing is run here.");

        public Task<int> KillLeftoversAsync(string attemptsFolder, CancellationToken ct) => Task.FromResult(1);
    }

    private sealed class Heard : ILogger<StepRunners>
    {
        public List<string> Warnings { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Warning)
                Warnings.Add(formatter(state, exception));
        }
    }
}
