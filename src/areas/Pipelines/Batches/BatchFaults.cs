namespace Gantry.Pipelines;

/// <summary>Every refusal of a batch.</summary>
internal static class BatchFaults
{
    private const int MostAtOnce = 10_000;

    /// <summary>What is wrong with what is asked, in words; null when nothing is.</summary>
    public static string? WrongWith(BatchKind kind, BatchAsk asked) => asked switch
    {
        { AtOnce: < 0 or > MostAtOnce } => $"'atOnce' is 1 to {MostAtOnce}, not {asked.AtOnce}",
        { PerMinute: < 1 } => $"'perMinute' is at least 1, not {asked.PerMinute}",
        { Speed: not > 0 and not null } => $"'speed' says how many times faster it goes, and {asked.Speed} is no such number",
        { Last: < 1 } => $"'last' is at least 1, not {asked.Last}",
        { Since: { } since, Until: { } until } when since >= until => $"nothing lies between {since:O} and {until:O}",
        _ when kind == BatchKind.Replay && (asked.Since is null || asked.Until is null) => "a replay wants a beginning and an end: 'since' and 'until'",
        _ when kind != BatchKind.Replay && asked.Speed is not null => "only a replay has a speed; 'perMinute' limits the others",
        _ when kind is not (BatchKind.Backfill or BatchKind.Replay) && asked.Filter is not null => "a filter chooses products; this takes runs, by 'since', 'until' and 'last'",
        _ when kind is not BatchKind.Shadow && asked.IsFollowing => "only a shadow follows what goes on",
        { IsFollowing: true, Last: not null } or { IsFollowing: true, Since: not null } => "a shadow takes runs of the past, or follows those that come: 'follow' goes with 'until' alone",
        _ when kind is not BatchKind.Shadow && asked.Last is not null => "'last' chooses runs for a shadow",
        _ when kind is BatchKind.Repeat or BatchKind.Stale && asked.Environment is not null => "it takes the runs of its own environment",
        _ => null,
    };

    public static Fault BadAsk(string wrong) => new(FaultKind.Invalid, "pipelines.bad_batch", $"This is no batch: {wrong}.");

    public static Fault NoSuchKind(string kind) =>
        new(FaultKind.Invalid, "pipelines.no_such_batch_kind", $"There is no batch of the kind '{kind}'; known are backfill, stale, replay, repeat and shadow.");

    public static Fault NoProducts(string pipeline) =>
        new(FaultKind.Invalid, "pipelines.no_batch_products", $"'{pipeline}' is not started by single products, so say which ones are meant: --query \"startswith(Name,'S1A')\".");

    public static Fault NothingToReplay(string pipeline) =>
        new(FaultKind.Invalid, "pipelines.nothing_to_replay", $"'{pipeline}' is started by no product and no time, so say which products are meant: --query \"startswith(Name,'S1A')\".");

    public static Fault NoSuchBatch(Guid id) => new(FaultKind.Missing, "pipelines.no_such_batch", $"There is no batch {id}. Those there are: gantry batches ls.");

    public static Fault NoSuchDifference(Guid batch, string step, string output) => new(FaultKind.Missing, "pipelines.no_such_difference",
        $"The batch {batch} compared no output '{output}' of a step '{step}' there, or its run is forgotten. gantry batches show lists what it compared.");

    public static Fault HasEnded(Guid id, string state) => new(FaultKind.Conflict, "pipelines.batch_has_ended", $"The batch {id} has ended ({state}).");

    public static Fault NotMadeHere(string product) =>
        new(FaultKind.Conflict, "pipelines.not_made_here", $"No run that is still known made '{product}', so it cannot be made again. gantry trace tells where it came from.");
}
