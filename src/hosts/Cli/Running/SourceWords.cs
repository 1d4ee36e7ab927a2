using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>A source as commands name it, <c>neo/ops mpc</c>, and as they tell of it.</summary>
internal sealed class SourceWords(Command command)
{
    private readonly TargetWords _target = new(command, "MISSION/ENV SOURCE", "The environment, then the source's name.", mayBeEmpty: true);

    public (Target Target, string Name) Read(Call call) => _target.Read(call) switch
    {
        (var target, [var name]) => (target, name),
        var (target, _) => throw new UsageException($"Which source? 'gantry sources ls {target}' lists them; name one."),
    };

    public static string State(SourceView source) => source.IsPaused ? $"paused, {source.State}" : source.State;

    public static void Tell(Call call, SourceView s)
    {
        call.Out.Line($"{s.Name} ({s.Kind}) {s.Place}");
        call.Out.Line($"  state      {State(s)} since {Units.Time(s.Since)}{(s.Node is null ? "" : $", worked by {s.Node}")}");
        if (s.Fault is not null)
            call.Out.Line($"  fault      {s.Fault}");
        call.Out.Line($"  last look  {Units.Time(s.ListedAt) ?? "none yet"}, {s.FilesListed} files there");
        call.Out.Line($"  next look  {Units.Time(s.NextAt) ?? "now"}");
        call.Out.Line($"  taken      {s.FilesTaken} files, {Units.Size(s.BytesTaken)}{(s.TakenAt is null ? "" : $", the last one {Units.Time(s.TakenAt)}")}");
        call.Out.Line($"  not taken  {s.FilesWaiting} to be tried again, {s.FilesFailed} put aside, {s.FilesQuarantined} in quarantine");
    }
}
