using Gantry.Conformance;
using Gantry.Podman;
using Xunit;

namespace Gantry.Steps.Tests.Podman;

public class PodmanOnlyTests : StepSuite
{
    protected override StepPlace Place { get; } = new PodmanPlace();

    [Fact]
    public async Task Refuses_an_image_that_is_not_named_by_its_digest()
    {
        var refused = await Assert.ThrowsAsync<StepRunnerException>(() => RunAsync(Order("true") with { Image = "localhost/gantry-step-tests:1" }));

        Assert.Contains("digest", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pins_a_name_to_what_it_stands_for()
    {
        var runner = (PodmanRunner)Runner;

        var pinned = await runner.PinAsync("localhost/gantry-step-tests:1", Ct);

        Assert.Matches("^localhost/gantry-step-tests@sha256:[0-9a-f]{64}$", pinned);
        Assert.Equal(pinned, await runner.PinAsync(pinned, Ct));
    }

    [Fact]
    public async Task Says_that_an_image_is_nowhere()
    {
        var absent = "localhost/nowhere@sha256:" + new string('0', 64);

        var broken = await Assert.ThrowsAsync<StepRunnerException>(() => RunAsync(Order("true") with { Image = absent }));

        Assert.Contains("localhost/nowhere", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_there_is_no_engine()
    {
        var runner = new PodmanRunner(PodmanPlace.Options with { Programs = ["no-such-engine"] }, TimeProvider.System);

        Assert.Equal("neither podman nor docker is installed", await runner.MissingAsync(Ct));
        Assert.Equal(0, await runner.KillLeftoversAsync(Attempts, Ct));
    }
}
