using System.CommandLine;
using System.Globalization;

namespace Gantry.Cli;

/// <summary>The time that a command is about: --from and --to, or the --last hour.</summary>
internal sealed class SpanOptions
{
    private readonly Option<string?> _from = new("--from") { Description = "From when on, in UTC.", HelpName = "TIME" };
    private readonly Option<string?> _to = new("--to") { Description = "Until before when; now when left out.", HelpName = "TIME" };
    private readonly Option<string?> _last = new("--last") { Description = "How long until now, in the place of --from: 15m, 6h, 30d; 1h when left out.", HelpName = "SPAN" };
    private readonly Option<string?> _channel = new("--channel") { Description = "Only of this channel.", HelpName = "NAME" };

    public SpanOptions(Command command)
    {
        foreach (var option in (Option[])[_from, _to, _last, _channel])
            command.Add(option);
    }

    public string? Channel(Call call) => call.Get(_channel);

    public (DateTimeOffset From, DateTimeOffset To) Read(Call call)
    {
        var to = Time(call.Get(_to), "--to") ?? call.Clock.GetUtcNow();
        if (call.Get(_from) is { } text)
        {
            if (call.Get(_last) is not null)
                throw new UsageException("--from and --last are two ways to say it; choose one.");
            return Ordered(Time(text, "--from")!.Value, to);
        }
        var last = call.Get(_last) ?? "1h";
        return Durations.TryParse(last, out var span) ? Ordered(to - span, to) : throw new UsageException($"--last '{last}' is not a length of time such as 15m, 6h or 30d.");
    }

    private static (DateTimeOffset, DateTimeOffset) Ordered(DateTimeOffset from, DateTimeOffset to) =>
        from < to ? (from, to) : throw new UsageException($"Nothing is from {Units.Time(from)} until {Units.Time(to)}.");

    private static DateTimeOffset? Time(string? text, string option) => text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
        : throw new UsageException($"{option} '{text}' is not a time such as 2026-11-21T09:00:00Z.");
}
