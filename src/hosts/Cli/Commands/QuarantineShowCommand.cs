namespace Gantry.Cli;

/// <summary>Says why a file was refused.</summary>
internal sealed class QuarantineShowCommand : Verb
{
    private readonly TargetWords _target;

    public QuarantineShowCommand() : base("show", "Say why a file was refused, and what is known of it.") =>
        _target = new(this, "MISSION/ENV ID", "The environment, then the file's id in quarantine.", mayBeEmpty: false);

    public override IReadOnlyList<string> Examples => ["gantry quarantine show sentinel/ops 0198c0de-0000-7000-8000-000000000001"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, words) = _target.Read(call);
        var file = await call.Client.QuarantinedAsync(target.Mission, target.Environment, QuarantineId.Of(words, target), call.Ct);
        call.Show(file, _ =>
        {
            call.Out.Line($"{file.Name}: {file.Reason}");
            call.Out.Table(["", ""], new (string, string?)[]
            {
                ("code", file.Code), ("size", Units.Size(file.SizeBytes)), ("sha-256", file.Sha256 ?? "nothing was kept of the bytes"), ("source", file.Source),
                ("sent by", file.SentBy), ("taken out of", file.Parent), ("arrived", Units.Time(file.ArrivedAt)), ("refused", Units.Time(file.RefusedAt)),
            }.Where(l => l.Item2 is not null).Select(l => (string?[])[l.Item1, l.Item2]));
        });
        return ExitCode.Done;
    }
}

/// <summary>The id that the commands about one file take.</summary>
internal static class QuarantineId
{
    public static Guid Of(string[] words, Target target) => words is [var word] && Guid.TryParse(word, out var id)
        ? id
        : throw new UsageException($"Which file? Name one by its id; 'gantry quarantine ls {target}' lists them.");
}
