using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>Arrivals that have to wait, and files in quarantine.</summary>
public sealed partial class GantryClient
{
    private static readonly TimeSpan _firstLook = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _laterLooks = TimeSpan.FromSeconds(5);

    public Task<ArrivalView> ArrivalAsync(string mission, string environment, Guid id, CancellationToken ct = default) =>
        _sender.GetAsync<ArrivalView>($"{EnvironmentPath(mission, environment)}/arrivals/{id}", ct);

    /// <summary>Arrivals that wait or had to, oldest first.</summary>
    public IAsyncEnumerable<ArrivalView> ArrivalsAsync(string mission, string environment, string? state = null, CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<ArrivalView>>(
            Paged.Query($"{EnvironmentPath(mission, environment)}/arrivals", ("state", state), ("after", after), ("limit", 1000)), ct), ct);

    /// <summary>Asks for an arrival, ever less often, until it is decided.</summary>
    public async Task<ArrivalView> SettledAsync(string mission, string environment, Guid id, CancellationToken ct = default)
    {
        var pause = _firstLook;
        while (true)
        {
            var arrival = await ArrivalAsync(mission, environment, id, ct);
            if (arrival.State != "waiting")
                return arrival;
            await Task.Delay(pause, _sender.Options.Clock, ct);
            pause = pause * 1.5 < _laterLooks ? pause * 1.5 : _laterLooks;
        }
    }

    /// <summary>Refused files, oldest first.</summary>
    public IAsyncEnumerable<QuarantinedView> QuarantineAsync(string mission, string environment, CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<QuarantinedView>>(
            Paged.Query($"{EnvironmentPath(mission, environment)}/quarantine", ("after", after), ("limit", 1000)), ct), ct);

    public Task<QuarantinedView> QuarantinedAsync(string mission, string environment, Guid id, CancellationToken ct = default) =>
        _sender.GetAsync<QuarantinedView>(QuarantinePath(mission, environment, id), ct);

    /// <summary>Copies a refused file's bytes to a stream.</summary>
    public async Task FetchQuarantinedAsync(string mission, string environment, Guid id, Stream target, CancellationToken ct = default)
    {
        using var response = await _sender.SendAsync(() => new(HttpMethod.Get, QuarantinePath(mission, environment, id) + "/content"), Manner.Transfer, ct);
        await using var content = new PatientStream(await response.Content.ReadAsStreamAsync(ct), _sender.Options);
        await content.CopyToAsync(target, ct);
    }

    /// <summary>Hands a refused file back to the intake; the arrival it is now.</summary>
    public Task<ArrivalView> ReleaseQuarantinedAsync(string mission, string environment, Guid id, ReleaseRequest request, CancellationToken ct = default) =>
        _sender.ChangeAsync<ArrivalView>(HttpMethod.Post, QuarantinePath(mission, environment, id) + "/release", request, ct);

    /// <summary>Drops a refused file.</summary>
    public Task DropQuarantinedAsync(string mission, string environment, Guid id, string reason, CancellationToken ct = default) =>
        _sender.ChangeAsync(HttpMethod.Delete, Paged.Query(QuarantinePath(mission, environment, id), ("reason", reason)), null, ct);

    private static string QuarantinePath(string mission, string environment, Guid id) => $"{EnvironmentPath(mission, environment)}/quarantine/{id}";
}
