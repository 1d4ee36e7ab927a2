using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>Sources of an environment: how they stand, and what is ordered of them.</summary>
public sealed partial class GantryClient
{
    public IAsyncEnumerable<SourceView> SourcesAsync(string mission, string environment, CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<SourceView>>(
            Paged.Query($"{EnvironmentPath(mission, environment)}/sources", ("after", after), ("limit", 1000)), ct), ct);

    public Task<SourceView> SourceAsync(string mission, string environment, string name, CancellationToken ct = default) =>
        _sender.GetAsync<SourceView>(SourcePath(mission, environment, name), ct);

    /// <summary>A page of what became of a source's files, by path; of one state where that is asked for.</summary>
    public Task<Page<SourceFileView>> SourceFilesPageAsync(
        string mission, string environment, string name, string? state, string? after, int limit, CancellationToken ct = default) =>
        _sender.GetAsync<Page<SourceFileView>>(
            Paged.Query($"{SourcePath(mission, environment, name)}/files", ("state", state), ("after", after), ("limit", limit)), ct);

    /// <summary>Has a source looked at at once.</summary>
    public Task<SourceView> ScanSourceAsync(string mission, string environment, string name, CancellationToken ct = default) =>
        _sender.ChangeAsync<SourceView>(HttpMethod.Post, $"{SourcePath(mission, environment, name)}/scan", new { }, ct);

    public Task<SourceView> PauseSourceAsync(string mission, string environment, string name, CancellationToken ct = default) =>
        _sender.ChangeAsync<SourceView>(HttpMethod.Post, $"{SourcePath(mission, environment, name)}/pause", new { }, ct);

    public Task<SourceView> ResumeSourceAsync(string mission, string environment, string name, CancellationToken ct = default) =>
        _sender.ChangeAsync<SourceView>(HttpMethod.Post, $"{SourcePath(mission, environment, name)}/resume", new { }, ct);

    /// <summary>Has files tried again that were put aside; all of them when no path is given.</summary>
    public Task<RetryAnswer> RetrySourceFilesAsync(string mission, string environment, string name, string? path, CancellationToken ct = default) =>
        _sender.ChangeAsync<RetryAnswer>(HttpMethod.Post, $"{SourcePath(mission, environment, name)}/files/retry", new RetryRequest(path), ct);

    private static string SourcePath(string mission, string environment, string name) =>
        $"{EnvironmentPath(mission, environment)}/sources/{Sender.Part("source's name", name)}";
}
