using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>One's own searches: saved under a name, or remembered among the last.</summary>
public sealed partial class GantryClient
{
    /// <summary>The saved searches of a room (<c>products</c> or <c>query</c>) by name, then the last ones without a name.</summary>
    public async Task<IReadOnlyList<SearchView>> SearchesAsync(string room, string mission, string environment, CancellationToken ct = default) =>
        (await _sender.GetAsync<Page<SearchView>>(Paged.Query("api/v1/me/searches", ("room", room), ("mission", mission), ("environment", environment)), ct)).Items;

    /// <summary>Saves a search under its name, in the place of what had that name.</summary>
    public Task<SearchView> SaveSearchAsync(SaveSearchRequest wish, CancellationToken ct = default) =>
        _sender.ChangeAsync<SearchView>(HttpMethod.Post, "api/v1/me/searches", wish, ct);

    public Task ForgetSearchAsync(Guid id, CancellationToken ct = default) =>
        _sender.ChangeAsync(HttpMethod.Delete, $"api/v1/me/searches/{id:D}", null, ct);
}
