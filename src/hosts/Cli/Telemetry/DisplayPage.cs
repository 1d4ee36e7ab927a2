using Gantry.Api;

namespace Gantry.Cli;

/// <summary>A display in a terminal: its groups with the newest value of each parameter.</summary>
internal sealed class DisplayPage(DisplayView display)
{
    private readonly Dictionary<string, TelemetrySample> _newest = new(StringComparer.Ordinal);

    /// <summary>The parameters it needs and that are here, without the ways to their parts.</summary>
    public string Parameters => string.Join(',', display.Groups.SelectMany(g => g.Parameters).Select(p => p.Parameter).OfType<string>().Select(Whole).Distinct());

    public void Take(LiveValues values)
    {
        foreach (var sample in values.Items)
            _newest[sample.Parameter] = sample;
    }

    public void Show(Call call)
    {
        call.Out.Line($"{display.Title}, {Units.Moment(_newest.Values.Select(s => s.At).DefaultIfEmpty().Max())}", "bold");
        foreach (var group in display.Groups)
        {
            call.Out.Line($"  {group.Title}", "dim");
            var width = group.Parameters.Max(p => (p.Label ?? p.Name).Length);
            foreach (var item in group.Parameters)
            {
                var sample = item.Parameter is { } parameter ? _newest.GetValueOrDefault(parameter) : null;
                var line = $"    {(item.Label ?? item.Name).PadRight(width)}  {sample?.Value?.ToString() ?? (item.Parameter is null ? $"no database here has {item.Name}" : "-")}{(sample?.Level is { } level ? $"  {level}, {sample.Limit}" : "")}{(sample?.State is { } state ? $"  ({state})" : "")}";
                if (sample?.Level is { } bad)
                    call.Out.Line(line, bad is "watch" or "warning" ? "yellow" : "red");
                else
                    call.Out.Line(line);
            }
        }
    }

    private static string Whole(string name)
    {
        var slash = name.LastIndexOf('/') + 1;
        var end = name.AsSpan(slash).IndexOfAny('.', '[');
        return end < 0 ? name : name[..(slash + end)];
    }
}
