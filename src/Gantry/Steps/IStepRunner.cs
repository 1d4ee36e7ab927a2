namespace Gantry;

/// <summary>
/// Runs one attempt of a step, cut off from everything it did not declare. Port: a sandbox, a container engine, a plain
/// process. Implementations are safe for concurrent use; whatever way an attempt ends, none of its processes lives on
/// when <see cref="RunAsync"/> returns.
/// </summary>
public interface IStepRunner
{
    /// <summary>One word for the logs, provenance and <c>gantry doctor</c>: <c>sandbox</c>, <c>podman</c>, <c>process</c>.</summary>
    string Name { get; }

    /// <summary>Whether steps that name an image run here; else those that do not.</summary>
    bool RunsImages { get; }

    /// <summary>Why it cannot run anything on this machine; null when it can.</summary>
    Task<string?> MissingAsync(CancellationToken ct);

    /// <summary>Runs the attempt to its end. Cancelling kills the whole process tree and is told as <see cref="StepEnd.Cancelled"/>.</summary>
    /// <exception cref="StepRunnerException">The attempt could not be started or watched; it did nothing wrong itself.</exception>
    Task<StepExit> RunAsync(StepOrder order, IStepListener listener, CancellationToken ct);

    /// <summary>Kills what earlier lives of this node left running under the folder of attempts; says how many attempts that were.</summary>
    Task<int> KillLeftoversAsync(string attemptsFolder, CancellationToken ct);
}

/// <summary>What an attempt may see, use and reach.</summary>
/// <param name="Attempt">Names the attempt among all on this machine: its cgroup, container and folder.</param>
/// <param name="Folder">The attempt's own folder on this machine; the step sees it as <see cref="Inside"/> and may write there alone.</param>
/// <param name="Command">The program and its arguments.</param>
public sealed record StepOrder(Guid Attempt, string Folder, IReadOnlyList<string> Command)
{
    /// <summary>Where the attempt's folder is seen by the step, and where it starts.</summary>
    public const string Inside = "/step";

    /// <summary>All the environment the step has beyond PATH, HOME, LANG and TMPDIR.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Files of this machine, shown read-only at a place below <see cref="Inside"/>.</summary>
    public IReadOnlyList<StepMount> Mounts { get; init; } = [];

    /// <summary>The container image, by name and digest; null for the machine's own programs.</summary>
    public string? Image { get; init; }

    /// <summary>Whether it reaches the network of the machine; else it has none.</summary>
    public bool HasNetwork { get; init; }

    public long MemoryBytes { get; init; } = 1L << 30;

    /// <summary>How many processors it may keep busy; fractions are allowed.</summary>
    public double Processors { get; init; } = 1;

    public int Processes { get; init; } = 256;

    /// <summary>How much it may have written to its folder at a time.</summary>
    public long DiskBytes { get; init; } = 10L << 30;

    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>A file or folder of this machine and where below <see cref="StepOrder.Inside"/> a step sees it.</summary>
public sealed record StepMount(string Source, string Target);

/// <summary>Hears what a step writes, as it is written. Called by one thread at a time; bytes are valid during the call only.</summary>
public interface IStepListener
{
    ValueTask SaidAsync(StepVoice voice, ReadOnlyMemory<byte> bytes, CancellationToken ct);
}

public enum StepVoice
{
    Output,
    Error,
}

/// <summary>Why an attempt ended.</summary>
public enum StepEnd
{
    /// <summary>By itself, with an exit code.</summary>
    Exited,
    /// <summary>By a signal that nobody here sent.</summary>
    Signalled,
    TimeLimit,
    MemoryLimit,
    DiskLimit,
    Cancelled,
}

/// <summary>How an attempt ended and what it used.</summary>
/// <param name="Code">The exit code, or the signal's number.</param>
public sealed record StepExit(StepEnd End, int Code, StepUse Use);

/// <summary>What an attempt used; null where the machine does not count it.</summary>
public sealed record StepUse(TimeSpan Wall, TimeSpan? Processor, long? PeakMemoryBytes, long? ReadBytes, long? WrittenBytes);

/// <summary>An attempt could not be started or watched, for no fault of its own.</summary>
public sealed class StepRunnerException(string message, Exception? inner = null) : Exception(message, inner);
