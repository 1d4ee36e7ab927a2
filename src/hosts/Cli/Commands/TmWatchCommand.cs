using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Shows the values of parameters as they come.</summary>
internal sealed class TmWatchCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<string?> _channel = new("--channel") { Description = "Only of this channel.", HelpName = "NAME" };
    private readonly Option<string?> _display = new("--display") { Description = "The parameters of a display of the mission, as a page.", HelpName = "NAME" };
    private readonly Option<int> _every = new("--every") { Description = "At most once in so many milliseconds.", HelpName = "MS", DefaultValueFactory = _ => 500 };
    private readonly Option<int?> _count = new("--count", "-n") { Description = "Ends after so many values.", HelpName = "N" };

    public TmWatchCommand() : base("watch", "Show the values of parameters as they come, until Ctrl-C.")
    {
        _target = new(this, "MISSION/ENV NAME", "The environment, then parameters with * for any letters; all when none is named.", mayBeEmpty: true);
        Add(_channel);
        Add(_display);
        Add(_every);
        Add(_count);
    }

    public override IReadOnlyList<string> Examples => ["gantry tm watch swot/ops 'BATT*' mode", "gantry tm watch swot/ops --display power", "gantry tm watch swot/ops bus_voltage --json"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, names) = _target.Read(call);
        if (call.Get(_every) is < 10 or > 60_000)
            throw new UsageException($"--every {call.Get(_every)} is not 10 to 60000 milliseconds.");
        if (call.Get(_display) is not null && names.Length > 0)
            throw new UsageException("--display says which parameters are shown; name no others.");
        var page = call.Get(_display) is { } display ? new DisplayPage(await call.Client.DisplayAsync(target.Mission, target.Environment, display, call.Ct)) : null;
        if (page is { Parameters: "" })
            throw new UsageException($"No database of {target} has any parameter of the display '{call.Get(_display)}'.");
        var wanted = page?.Parameters ?? (names.Length == 0 ? null : string.Join(',', names));
        var left = call.Get(_count) ?? long.MaxValue;
        try
        {
            await foreach (var values in call.Client.WatchAsync(target.Mission, target.Environment, wanted, call.Get(_channel), call.Get(_every), call.Ct))
            {
                if (call.IsJson)
                    call.Terminal.Out.WriteLine(JsonText.Line(values));
                if (page is not null && !call.IsJson)
                {
                    page.Take(values);
                    page.Show(call);
                }
                foreach (var sample in values.Items)
                {
                    if (!call.IsJson && page is null)
                        Tell(call, sample);
                    if (--left <= 0)
                        return ExitCode.Done;
                }
                if (!call.IsJson && values.Missed > 0)
                    call.Out.Line($"{values.Missed} older values left out", "dim");
                await call.Terminal.Out.FlushAsync(call.Ct);
            }
        }
        catch (OperationCanceledException) when (call.Ct.IsCancellationRequested)
        {
            // Ctrl-C is how watching ends.
            return ExitCode.Done;
        }
        throw new IOException("The server closed the stream.");
    }

    private static void Tell(Call call, TelemetrySample sample)
    {
        var line = $"{Units.Moment(sample.At)}  {sample.Parameter} = {sample.Value?.ToString() ?? "-"}{(sample.Level is { } level ? $"  {level}{(sample.Limit is { } limit ? $", {limit}" : "")}" : "")}{(sample.State is { } state ? $"  ({state})" : "")}";
        if (sample.Level is { } bad)
            call.Out.Line(line, bad is "watch" or "warning" ? "yellow" : "red");
        else
            call.Out.Line(line);
    }
}
