using System.Collections.Concurrent;

namespace Gantry.Podman;

/// <summary>Runs steps that name an image, by podman or else docker: cut off and limited like those in a sandbox.</summary>
public sealed class PodmanRunner : IStepRunner
{
    // What the engines end with when the command is not there, and when they themselves fail.
    private const int NoSuchProgram = 127;
    private const int CannotRun = 126;

    private readonly PodmanOptions _options;
    private readonly TimeProvider _clock;
    private readonly Engine? _engine;
    private readonly ConcurrentDictionary<string, StepOrder> _running = new();
    private readonly Lazy<Task<string?>> _missing;

    public PodmanRunner(PodmanOptions options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        StepDescriptors.KeepToThisProcess();
        _engine = options.FindProgram() is { } program ? new(program, options) : null;
        _missing = new(TryAsync);
    }

    public string Name => _engine is { IsPodman: false } ? "docker" : "podman";

    public bool RunsImages => true;

    public Task<string?> MissingAsync(CancellationToken ct) => _missing.Value.WaitAsync(ct);

    /// <summary>An image by name and digest, as an order wants it: what its name stands for at this moment, fetched when it is not here.</summary>
    /// <exception cref="StepRunnerException">There is no such image, or its registry does not answer.</exception>
    public async Task<string> PinAsync(string image, CancellationToken ct)
    {
        if (IsPinned(image))
            return image;
        if (await DigestAsync(image, ct) is not { } digest)
        {
            var (isDone, _, said) = await Need().AskAsync(["pull", "--quiet", image], ct);
            digest = isDone ? await DigestAsync(image, ct) : throw new StepRunnerException($"The image {image} is not here and cannot be fetched: {said}");
        }
        // name:tag becomes name@digest; a colon before the last slash is a port.
        var tag = image.IndexOf(':', image.LastIndexOf('/') + 1);
        return $"{(tag < 0 ? image : image[..tag])}@{digest ?? throw new StepRunnerException($"{Name} tells no digest of the image {image}.")}";
    }

    public async Task<StepExit> RunAsync(StepOrder order, IStepListener listener, CancellationToken ct)
    {
        StepCheck.Refuse(order);
        if (order.Image is not { Length: > 0 } image || !IsPinned(image) || image.StartsWith('-'))
            throw new StepRunnerException($"The image '{order.Image}' is not named by its digest (name@sha256:…); what a name stands for may change between two attempts.");
        var began = _clock.GetTimestamp();
        if (ct.IsCancellationRequested)
            return new(StepEnd.Cancelled, 0, new(TimeSpan.Zero, null, null, null, null));
        var (engine, name) = (Need(), ContainerArguments.NameOf(order.Attempt));
        if (!_running.TryAdd(name, order))
            throw new StepRunnerException($"Attempt {order.Attempt} is running already.");
        var (environmentFile, processFile) = (Path.Combine(_options.Folder, $"{name}.env"), Path.Combine(_options.Folder, $"{name}.pid"));
        Directory.CreateDirectory(_options.Folder);
        try
        {
            StepFolder.GiveAway(order.Folder);
            WriteSecretly(environmentFile, ContainerArguments.Environment(order));
            using var client = engine.Start(ContainerArguments.Run(engine, order, environmentFile, processFile));
            var words = new FirstWords(listener);
            var cause = await new StepWatch(order, words, _clock) { Grace = _options.Grace }.FollowAsync(client, new ContainerTree(engine, order, client, processFile), ct);
            var use = new StepUse(_clock.GetElapsedTime(began), null, null, null, null);
            var (end, code) = StepExit.Read(client.ExitCode);
            return new(cause ?? await ReasonAsync(engine, name, order, client.ExitCode, words) ?? end, code, use);
        }
        finally
        {
            await engine.AskAsync(Remove(engine, [name]), CancellationToken.None);
            File.Delete(environmentFile);
            File.Delete(processFile);
            _running.TryRemove(name, out _);
        }
    }

    public async Task<int> KillLeftoversAsync(string attemptsFolder, CancellationToken ct)
    {
        if (_engine is null || await MissingAsync(ct) is not null)
            return 0;
        var label = $"{ContainerArguments.Label}={Path.TrimEndingDirectorySeparator(Path.GetFullPath(attemptsFolder))}";
        var (isDone, names, said) = await _engine.AskAsync(["ps", "--all", "--filter", $"label={label}", "--format", "{{.Names}}"], ct);
        if (!isDone)
            throw new StepRunnerException($"{Name} does not tell which containers there are: {said}");
        var left = names.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(n => !_running.ContainsKey(n)).ToList();
        if (left.Count > 0 && await _engine.AskAsync(Remove(_engine, left), ct) is { IsDone: false } failed)
            throw new StepRunnerException($"Containers of an earlier life cannot be removed: {failed.Error}");
        return left.Count;
    }

    private static IEnumerable<string> Remove(Engine engine, IEnumerable<string> names) =>
        ["rm", "--force", "--volumes", .. engine.IsPodman ? (string[])["--ignore", "--time", "0"] : [], .. names];

    private static bool IsPinned(string image) => image.Contains("@sha256:", StringComparison.Ordinal);

    private static void WriteSecretly(string file, string text)
    {
        var create = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(file, create);
        writer.Write(text);
    }

    // The engine's exit code is the step's when the step has run, and else its own: only the container's state tells.
    private async Task<StepEnd?> ReasonAsync(Engine engine, string name, StepOrder order, int exitCode, FirstWords words)
    {
        var used = StepDisk.BytesIn(order.Folder);
        if (used > order.DiskBytes || (exitCode != 0 && used == order.DiskBytes) || exitCode == StepExit.FileTooLong)
            return StepEnd.DiskLimit;
        if (exitCode == 0)
            return null;
        var (isDone, state, _) = await engine.AskAsync(["inspect", "--type", "container", "--format", "{{.State.Status}} {{.State.OOMKilled}}", name], CancellationToken.None);
        var hasRun = isDone && state.StartsWith("exited", StringComparison.Ordinal);
        if (!hasRun && exitCode != NoSuchProgram && !(exitCode == CannotRun && words.Text.Contains("exec:", StringComparison.Ordinal)))
            throw new StepRunnerException($"{Name} could not run the container of attempt {order.Attempt}: {words.Text}");
        return state.EndsWith("true", StringComparison.OrdinalIgnoreCase) ? StepEnd.MemoryLimit : null;
    }

    private async Task<string?> DigestAsync(string image, CancellationToken ct)
    {
        var engine = Need();
        var (isDone, said, _) = await engine.AskAsync(
            ["image", "inspect", "--format", engine.IsPodman ? "{{.Digest}}" : "{{index .RepoDigests 0}}", image], ct);
        var digest = said[(said.IndexOf('@', StringComparison.Ordinal) + 1)..];
        return isDone && digest.StartsWith("sha256:", StringComparison.Ordinal) ? digest : null;
    }

    private Engine Need() => _engine ?? throw new StepRunnerException("Neither podman nor docker is installed; steps that name an image need one.");

    private async Task<string?> TryAsync()
    {
        if (_engine is null)
            return "neither podman nor docker is installed";
        try
        {
            var (isDone, _, said) = await _engine.AskAsync(["ps", "--quiet"], CancellationToken.None);
            return isDone ? null : $"{Name} does not work here: {said}";
        }
        catch (StepRunnerException e)
        {
            return e.Message;
        }
    }
}
