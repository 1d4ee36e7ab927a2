using System.CommandLine;
using System.Security.Cryptography;
using Gantry.Api;
using Gantry.Client;

namespace Gantry.Cli;

/// <summary>Puts files into an environment, several at a time.</summary>
internal sealed class PutCommand : Verb
{
    // Shorter files are sent whole again sooner than a server is asked how far they came.
    private const long InPiecesBytes = 64 << 20;

    private readonly TargetWords _target;
    private readonly Option<int> _jobs = new("--jobs", "-j") { Description = "How many files at a time.", HelpName = "N", DefaultValueFactory = _ => 4 };
    private readonly Option<bool> _noWait = new("--no-wait") { Description = "Do not wait for files that the server has to look at later." };
    private readonly Option<bool> _verify = new("--verify") { Description = "Read each file twice: let the server check its SHA-256 before it keeps it." };

    private readonly Option<bool> _noResume = new("--no-resume") { Description = "Send long files (above 64 MiB) whole, in one request: what is cut begins again." };

    public PutCommand() : base("put", "Put files into a mission's environment.")
    {
        _target = new(this, "MISSION/ENV FILE", "The environment, then the files; their names are the products' names.", mayBeEmpty: false);
        Add(_jobs);
        Add(_verify);
        Add(_noWait);
        Add(_noResume);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry put sentinel/ops S1A_OPER_AUX_RESORB_*.EOF",
        "gantry put --mission neo --env ops obs/*.psv --jobs 16",
        "gantry put sentinel/ops big.SAFE.zip --verify",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, words) = _target.Read(call);
        var files = Files(words);
        var done = new PutOutcome?[files.Count];
        var failed = new Failure?[files.Count];
        await Transfers.ShowAsync(call, files.Count, files.Sum(f => f.Length), transfers => Parallel.ForEachAsync(
            Enumerable.Range(0, files.Count), new ParallelOptions { MaxDegreeOfParallelism = Math.Clamp(call.Get(_jobs), 1, 64), CancellationToken = call.Ct },
            async (i, ct) =>
            {
                try
                {
                    done[i] = await PutAsync(call, target, files[i], transfers.Begin(files[i].Name, files[i].Length), ct);
                }
                // One refused file does not keep the others out; a server that is not there does.
                catch (Exception e) when (e is not GantryUnreachableException && Failures.Explain(e) is { } failure)
                {
                    failed[i] = failure;
                }
            }));
        Show(call, target, files, done, failed);
        return failed.FirstOrDefault(f => f is not null)?.ExitCode ?? ExitCode.Done;
    }

    private async Task<PutOutcome> PutAsync(Call call, Target target, FileInfo file, IProgress<long> progress, CancellationToken ct)
    {
        // The last piece of a file in pieces tells the digest of the whole in any case.
        if (file.Length > InPiecesBytes && !call.Get(_noResume))
            return await SettleAsync(call, target, await call.Client.UploadProductAsync(target.Mission, target.Environment, file.Name, file.OpenRead, progress, ct), ct);
        Digest? declared = null;
        if (call.Get(_verify))
        {
            await using var stream = file.OpenRead();
            declared = Digest.FromHash(await SHA256.HashDataAsync(stream, ct));
        }
        return await SettleAsync(call, target, await call.Client.PutProductAsync(target.Mission, target.Environment, file.Name, file.OpenRead, declared, progress, ct), ct);
    }

    private async Task<PutOutcome> SettleAsync(Call call, Target target, PutOutcome outcome, CancellationToken ct) =>
        outcome.Arrival is null || call.Get(_noWait) ? outcome : await FollowAsync(call, target, outcome.Arrival, ct);

    private static async Task<PutOutcome> FollowAsync(Call call, Target target, ArrivalView arrival, CancellationToken ct)
    {
        if (!call.IsJson)
            call.Error.Line($"{arrival.Name} waits: {arrival.Why} ({arrival.Id}; --no-wait does not wait for it)", "dim");
        var settled = await call.Client.SettledAsync(target.Mission, target.Environment, arrival.Id, ct);
        return settled.State switch
        {
            "quarantined" => throw new FaultException(new(FaultKind.Invalid, "cli.quarantined", $"{settled.Why} It is in quarantine: 'gantry quarantine ls {target}'.")),
            // What it became may bear another name, which the arrival then tells.
            "published" or "already_there" => new(await call.Client.ProductAsync(target.Mission, target.Environment, settled.Why, ct), settled.State == "published"),
            _ => new(null, false, settled),
        };
    }

    private static void Show(Call call, Target target, List<FileInfo> files, PutOutcome?[] done, Failure?[] failed)
    {
        var (put, not) = (done.OfType<PutOutcome>().ToList(), files.Zip(failed).Where(f => f.Second is not null).ToList());
        call.Show(new PutAnswer([.. put.Select(p => new PutFile(p.IsNew, p.Product, p.Arrival))], [.. not.Select(f => new NotPutFile(f.First.ToString(), f.Second!.Problem))]), _ =>
        {
            call.Out.Table(["NAME", "TYPE", "SIZE", "SHA-256", ""], put.Select(Row));
        });
        foreach (var (file, failure) in not)
            Failures.TellPeople(call, failure! with { Problem = failure.Problem with { Detail = $"{file}: {failure.Problem.Detail}" } });
        if (not.Count > 0 && files.Count > 1)
            call.Error.Line($"{put.Count} of {files.Count} files are in {target}.", "red");
    }

    private static string?[] Row(PutOutcome put) => put switch
    {
        { Product: { } made } => [made.Name, made.Type, Units.Size(made.SizeBytes), Units.Short(made.Sha256), put.IsNew ? "" : "was there already"],
        { Arrival: { } kept } => [kept.Name, null, Units.Size(kept.SizeBytes), Units.Short(kept.Sha256), $"{kept.State.Replace('_', ' ')}: {kept.Why}"],
        _ => [],
    };

    private static List<FileInfo> Files(string[] words)
    {
        if (words.Length == 0)
            throw new UsageException("Which files? Name them after the environment.");
        foreach (var word in words)
        {
            if (Directory.Exists(word))
                throw new UsageException($"{word} is a folder; name the files in it: {Path.Combine(word, "*")}");
            if (!File.Exists(word))
                throw new UsageException($"There is no file {word}.");
        }
        var files = words.Select(word => new FileInfo(word)).ToList();
        if (files.GroupBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twins)
            throw new UsageException($"Several of these files are called {twins.Key}, and a product's name is its own.");
        return files;
    }

    private sealed record PutAnswer(IReadOnlyList<PutFile> Put, IReadOnlyList<NotPutFile> Failed);

    private sealed record PutFile(bool IsNew, ProductView? Product, ArrivalView? Arrival);

    private sealed record NotPutFile(string File, Problem Problem);
}
