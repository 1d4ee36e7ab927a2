using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>Products by filter, and how they divide.</summary>
public sealed partial class GantryClient
{
    /// <summary>The products that a filter finds, in the words of OData's <c>$filter</c>; <c>newest</c> first, or <c>oldest</c>, or by <c>name</c>.</summary>
    public IAsyncEnumerable<ProductView> SearchAsync(string mission, string environment, string? filter = null, string? order = null, CancellationToken ct = default) =>
        Paged.AllAsync(after => SearchPageAsync(mission, environment, filter, order, after, 1000, ct), ct);

    /// <summary>One page of them.</summary>
    public Task<Page<ProductView>> SearchPageAsync(string mission, string environment, string? filter = null, string? order = null, string? after = null, int limit = 1000, CancellationToken ct = default) =>
        _sender.GetAsync<Page<ProductView>>(
            Paged.Query($"{EnvironmentPath(mission, environment)}/product-search", ("filter", filter), ("order", order), ("after", after), ("limit", limit)), ct);

    /// <summary>How many products a filter finds, and exactly how many of each type, platform and unit.</summary>
    public Task<FacetsView> FacetsAsync(string mission, string environment, string? filter = null, CancellationToken ct = default) =>
        _sender.GetAsync<FacetsView>(Paged.Query($"{EnvironmentPath(mission, environment)}/product-search/facets", ("filter", filter)), ct);
}
