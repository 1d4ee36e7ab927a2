using System.CommandLine;
using System.Globalization;

namespace Gantry.Cli;

/// <summary>Makes auxiliary files such as come to the gateway of the Sentinels.</summary>
internal sealed class SampleSentinelCommand : Verb
{
    private readonly Option<string> _into = new("--into") { Description = "The folder; each file is written under another name and renamed.", HelpName = "FOLDER", Required = true };
    private readonly Option<int> _count = new("--count") { Description = "How many files; 340 are about a day's.", HelpName = "N", DefaultValueFactory = _ => 50 };
    private readonly Option<double?> _rate = new("--rate") { Description = "How many in a second; as fast as it goes when left out.", HelpName = "N" };
    private readonly Option<int> _seed = new("--seed") { Description = "The same seed makes the same files.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<string> _from = new("--from") { Description = "The day at which the files' names begin.", HelpName = "DATE", DefaultValueFactory = _ => "2026-01-01" };

    public SampleSentinelCommand() : base("sentinel", "Make orbits, calibration and weather files such as come to missions/sentinel.")
    {
        Add(_into);
        Add(_count);
        Add(_rate);
        Add(_seed);
        Add(_from);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry sample sentinel --into /srv/gantry/sentinel/landing",
        "gantry sample sentinel --into ./files --count 340 --rate 5 --seed 7 --from 2026-03-01",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var (folder, count, rate) = (call.Get(_into)!, call.Get(_count), call.Get(_rate));
        if (count < 1)
            throw new UsageException($"--count {count} makes no files; it is at least 1.");
        if (rate is <= 0 or double.NaN or > 100_000)
            throw new UsageException($"--rate {rate?.ToString(CultureInfo.InvariantCulture)} is not a number of files in a second, such as 5 or 0.2.");
        if (!DateTime.TryParseExact(call.Get(_from), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var from)
            || from.Year is < 1990 or > 2200)
            throw new UsageException($"--from '{call.Get(_from)}' is not a day such as 2026-01-01.");
        Directory.CreateDirectory(folder);
        var (bytes, begun) = (0L, call.Clock.GetTimestamp());
        var made = 0;
        foreach (var file in new SampleTraffic(call.Get(_seed), from).Files().Take(count))
        {
            if (rate is { } pace && TimeSpan.FromSeconds(made / pace) - call.Clock.GetElapsedTime(begun) is { Ticks: > 0 } early)
                await Task.Delay(early, call.Clock, call.Ct);
            await file.WriteAsync(folder, call.Ct);
            made++;
            bytes += file.Content.Length;
        }
        call.Show(new { Folder = Path.GetFullPath(folder), Files = made, Bytes = bytes }, _ =>
            call.Out.Line($"{Units.Count(made, "file", "files")}, {Units.Size(bytes)}, in {folder}"));
        return ExitCode.Done;
    }
}
