using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gantry.Api;
using Gantry.Client.Sending;

namespace Gantry.Client;

/// <summary>Telemetry of an environment: channels, values, plots and alarms.</summary>
public sealed partial class GantryClient
{
    public IAsyncEnumerable<ChannelView> ChannelsAsync(string mission, string environment, int page = 200, CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<ChannelView>>(Paged.Query($"{TelemetryPath(mission, environment)}/channels", ("after", after), ("limit", page)), ct), ct);

    public Task<ChannelView> ChannelAsync(string mission, string environment, string channel, CancellationToken ct = default) =>
        _sender.GetAsync<ChannelView>($"{TelemetryPath(mission, environment)}/channels/{Sender.Part("channel", channel)}", ct);

    /// <summary>Parameters whose name, alias or description holds something; all when nothing is asked for.</summary>
    public IAsyncEnumerable<TelemetryParameter> ParametersAsync(string mission, string environment, string? search = null, int page = 500, CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<TelemetryParameter>>(Paged.Query($"{TelemetryPath(mission, environment)}/parameters", ("search", search), ("after", after), ("limit", page)), ct), ct);

    /// <summary>The values of parameters (with commas between, * and ? for any letters) in a time.</summary>
    public Task<SamplesView> SamplesAsync(
        string mission, string environment, string parameters, DateTimeOffset? from = null, DateTimeOffset? to = null, string? channel = null, int limit = 1000, CancellationToken ct = default) =>
        _sender.GetAsync<SamplesView>(Paged.Query(
            $"{TelemetryPath(mission, environment)}/samples", ("parameters", parameters), ("from", Time(from)), ("to", Time(to)), ("channel", channel), ("limit", limit)), ct);

    /// <summary>A parameter decimated to so many pixels, with the statistics of all of it.</summary>
    public Task<PlotView> PlotAsync(
        string mission, string environment, string parameter, DateTimeOffset? from = null, DateTimeOffset? to = null, int pixels = 1000, string? channel = null, bool raw = false, CancellationToken ct = default) =>
        _sender.GetAsync<PlotView>(Paged.Query(
            $"{TelemetryPath(mission, environment)}/plot", ("parameter", parameter), ("from", Time(from)), ("to", Time(to)), ("pixels", pixels), ("channel", channel), ("raw", raw ? "true" : null)), ct);

    /// <summary>Where packets are missing, by their counts.</summary>
    public async Task<IReadOnlyList<PacketGap>> GapsAsync(string mission, string environment, DateTimeOffset? from = null, DateTimeOffset? to = null, string? channel = null, CancellationToken ct = default) =>
        (await _sender.GetAsync<Page<PacketGap>>(Paged.Query($"{TelemetryPath(mission, environment)}/gaps", ("from", Time(from)), ("to", Time(to)), ("channel", channel)), ct)).Items;

    /// <summary>Packets as they came, one behind the other.</summary>
    public Task CopyPacketsAsync(string mission, string environment, Stream target, DateTimeOffset? from = null, DateTimeOffset? to = null, string? channel = null, CancellationToken ct = default) =>
        CopyAsync(Paged.Query($"{TelemetryPath(mission, environment)}/packets", ("from", Time(from)), ("to", Time(to)), ("channel", channel)), target, ct);

    /// <summary>The values of parameters in a time as a table, <c>csv</c> or <c>parquet</c>.</summary>
    /// <param name="begin">Told how many rows come, before the first.</param>
    public async Task ExportAsync(
        string mission, string environment, string parameters, Stream target, string form = "csv", DateTimeOffset? from = null, DateTimeOffset? to = null, string? channel = null, bool raw = false,
        Action<long>? begin = null, CancellationToken ct = default)
    {
        var path = Paged.Query(
            $"{TelemetryPath(mission, environment)}/export", ("parameters", parameters), ("form", form), ("from", Time(from)), ("to", Time(to)), ("channel", channel), ("raw", raw ? "true" : null));
        using var response = await _sender.SendAsync(() => new(HttpMethod.Get, path), Manner.Transfer, ct);
        begin?.Invoke(response.Headers.TryGetValues("Gantry-Rows", out var rows) && long.TryParse(rows.First(), out var count) ? count : 0);
        await using var content = await response.Content.ReadAsStreamAsync(ct);
        await content.CopyToAsync(target, ct);
    }

    /// <summary>The newest values of parameters as they come. Ends when the server closes the stream.</summary>
    public async IAsyncEnumerable<LiveValues> WatchAsync(
        string mission, string environment, string? parameters = null, string? channel = null, int everyMs = 100, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var response = await _sender.SendAsync(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, Paged.Query($"{TelemetryPath(mission, environment)}/stream", ("parameters", parameters), ("channel", channel), ("everyMs", everyMs)));
            request.Headers.Accept.ParseAdd("text/event-stream");
            return request;
        }, Manner.Repeatable, ct);
        await using var stream = new PatientStream(await response.Content.ReadAsStreamAsync(ct), _sender.Options);
        var events = SseParser.Create(stream, static (_, data) => JsonSerializer.Deserialize<LiveValues>(data, JsonSerializerOptions.Web)!);
        await foreach (var item in events.EnumerateAsync(ct))
            yield return item.Data;
    }

    /// <summary>Alarms, newest first: the open ones, or all.</summary>
    public IAsyncEnumerable<AlarmView> AlarmsAsync(string mission, string environment, bool all = false, int page = 200, CancellationToken ct = default) =>
        Paged.AllAsync(after => _sender.GetAsync<Page<AlarmView>>(Paged.Query($"{TelemetryPath(mission, environment)}/alarms", ("all", all ? "true" : null), ("after", after), ("limit", page)), ct), ct);

    public Task<AlarmView> AcknowledgeAlarmAsync(string mission, string environment, Guid alarm, string? note = null, CancellationToken ct = default) =>
        _sender.ChangeAsync<AlarmView>(HttpMethod.Post, $"{TelemetryPath(mission, environment)}/alarms/{alarm}/acknowledge", new AlarmRequest(note), ct);

    /// <summary>Puts an alarm aside for a while; for no time at all, takes it back.</summary>
    public Task<AlarmView> ShelveAlarmAsync(string mission, string environment, Guid alarm, TimeSpan howLong, string? note = null, CancellationToken ct = default) =>
        _sender.ChangeAsync<AlarmView>(HttpMethod.Post, $"{TelemetryPath(mission, environment)}/alarms/{alarm}/shelve", new AlarmRequest(note, (long)howLong.TotalSeconds), ct);

    public Task<AlarmView> ClearAlarmAsync(string mission, string environment, Guid alarm, string note, CancellationToken ct = default) =>
        _sender.ChangeAsync<AlarmView>(HttpMethod.Post, $"{TelemetryPath(mission, environment)}/alarms/{alarm}/clear", new AlarmRequest(note), ct);

    /// <summary>The limits that were set at run time.</summary>
    public async Task<IReadOnlyList<LimitsView>> LimitsAsync(string mission, string environment, CancellationToken ct = default) =>
        (await _sender.GetAsync<Page<LimitsView>>($"{TelemetryPath(mission, environment)}/limits", ct)).Items;

    /// <summary>The limits of one parameter, set at run time or not.</summary>
    public Task<LimitsView> LimitsAsync(string mission, string environment, string parameter, CancellationToken ct = default) =>
        _sender.GetAsync<LimitsView>(LimitsPath(mission, environment, parameter), ct);

    public Task<LimitsView> SetLimitsAsync(string mission, string environment, string parameter, LimitsRequest request, CancellationToken ct = default) =>
        _sender.ChangeAsync<LimitsView>(HttpMethod.Put, LimitsPath(mission, environment, parameter), request, ct);

    public Task<LimitsView> LiftLimitsAsync(string mission, string environment, string parameter, string? reason = null, CancellationToken ct = default) =>
        _sender.ChangeAsync<LimitsView>(HttpMethod.Delete, Paged.Query(LimitsPath(mission, environment, parameter), ("reason", reason)), null, ct);

    public async Task<IReadOnlyList<DisplayView>> DisplaysAsync(string mission, string environment, CancellationToken ct = default) =>
        (await _sender.GetAsync<Page<DisplayView>>($"{TelemetryPath(mission, environment)}/displays", ct)).Items;

    public Task<DisplayView> DisplayAsync(string mission, string environment, string display, CancellationToken ct = default) =>
        _sender.GetAsync<DisplayView>($"{TelemetryPath(mission, environment)}/displays/{Sender.Part("display", display)}", ct);

    private static string LimitsPath(string mission, string environment, string parameter) =>
        $"{TelemetryPath(mission, environment)}/limits/{string.Join('/', parameter.TrimStart('/').Split('/').Select(Uri.EscapeDataString))}";

    private static string TelemetryPath(string mission, string environment) => $"{EnvironmentPath(mission, environment)}/telemetry";

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
