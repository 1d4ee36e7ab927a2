using System.Net;
using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>What the server is, how it is, and what it is set to.</summary>
public sealed partial class GantryClient
{
    /// <summary>Every environment the caller may see, its last day by the hour, and what needs somebody.</summary>
    public Task<OverviewView> OverviewAsync(CancellationToken ct = default) => _sender.GetAsync<OverviewView>("api/v1/overview", ct);

    public Task<VersionView> VersionAsync(CancellationToken ct = default) => _sender.GetAsync<VersionView>("api/v1/version", ct);

    /// <summary>Whether the server can work; one that cannot says what is missing, which is an answer and no refusal.</summary>
    public async Task<HealthView> HealthAsync(CancellationToken ct = default) =>
        await _sender.ReadAsync<HealthView>(await _sender.SendAsync(
            () => new(HttpMethod.Get, "health/ready"), Manner.Once with { IsSigned = false, Accepts = HttpStatusCode.ServiceUnavailable }, ct), ct);

    public async Task<IReadOnlyList<SettingView>> SettingsAsync(CancellationToken ct = default) =>
        (await _sender.GetAsync<Page<SettingView>>("api/v1/settings", ct)).Items;
}
