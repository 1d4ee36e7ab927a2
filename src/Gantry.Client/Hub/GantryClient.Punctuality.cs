using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>What is on time, late or missing.</summary>
public sealed partial class GantryClient
{
    /// <summary>The types of an environment of which something is expected, and how they stand.</summary>
    public async Task<IReadOnlyList<PunctualityView>> PunctualityAsync(string mission, string environment, CancellationToken ct = default) =>
        (await _sender.GetAsync<Page<PunctualityView>>($"{EnvironmentPath(mission, environment)}/punctuality", ct)).Items;

    /// <summary>What came of each type on each of the last days, today among them.</summary>
    public Task<CompletenessView> CompletenessAsync(string mission, string environment, int days = 14, CancellationToken ct = default) =>
        _sender.GetAsync<CompletenessView>(Paged.Query($"{EnvironmentPath(mission, environment)}/punctuality/days", ("days", days)), ct);

    /// <summary>The products of a type that were published late, newest first.</summary>
    public IAsyncEnumerable<LateProductView> LateProductsAsync(string mission, string environment, string type, CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<LateProductView>>(
            Paged.Query($"{EnvironmentPath(mission, environment)}/punctuality/{Sender.Part("type", type)}/late", ("after", after), ("limit", 1000)), ct), ct);
}
