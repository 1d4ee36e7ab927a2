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

    /// <summary>Kills what earlier lives of this node left of attempts in this folder of attempts; says how many that were.</summary>
    Task<int> KillLeftoversAsync(string attemptsFolder, CancellationToken ct);
}

/// <summary>What an attempt may see, use and reach.</summary>
/// <param name="Attempt">Names the attempt among all on this machine: its cgroup, container and folder.</param>
/// <param name="Folder">
/// The attempt's own folder on this machine, directly in the folder of attempts; the step starts in it, finds it in HOME and
/// may write there alone. Its files are readable for everybody: the step is not who the server is.
/// </param>
/// <param name="Command">The program and its arguments.</param>
public sealed record StepOrder(Guid Attempt, string Folder, IReadOnlyList<string> Command)
{
    /// <summary>Where the attempt's folder is seen by the step; a plain process sees it where it is.</summary>
    public const string Inside = "/step";

    /// <summary>All the environment the step has beyond PATH, HOME, LANG and TMPDIR.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Files and folders of this machine, shown read-only below <see cref="Inside"/>; an empty file or folder may be left at their places.</summary>
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

/// <summary>A file or folder of this machine, and the path below <see cref="StepOrder.Inside"/> at which a step sees it (<c>in/orbit.eof</c>).</summary>
/// <param name="IsProgram">Whether it is a part of Gantry or of the platform, which a runner without a sandbox need not copy.</param>
public sealed record StepMount(string Source, string Target, bool IsProgram = false);

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
    /// <summary>By itself, with an exit code; 126 and 127 where its program cannot be run or is not there.</summary>
    Exited,
    /// <summary>By a signal that nobody here sent. Codes above 128 are read so, as shells and container engines write them.</summary>
    Signalled,
    TimeLimit,
    MemoryLimit,
    DiskLimit,
    /// <summary>It had more processes than it may; only where they are not refused to it.</summary>
    ProcessLimit,
    Cancelled,
}

/// <summary>How an attempt ended and what it used.</summary>
/// <param name="Code">The exit code, or the signal's number.</param>
public sealed record StepExit(StepEnd End, int Code, StepUse Use)
{
    /// <summary>How a process ends whose file may not grow any more (SIGXFSZ).</summary>
    public const int FileTooLong = SignalBase + 25;

    private const int SignalBase = 128;
    private const int LastSignal = 64;

    /// <summary>What the exit code of a shell or a container engine says.</summary>
    public static (StepEnd End, int Code) Read(int exitCode) =>
        exitCode is > SignalBase and <= SignalBase + LastSignal ? (StepEnd.Signalled, exitCode - SignalBase) : (StepEnd.Exited, exitCode);
}

/// <summary>What an attempt used; null where the machine does not count it.</summary>
public sealed record StepUse(TimeSpan Wall, TimeSpan? Processor, long? PeakMemoryBytes, long? ReadBytes, long? WrittenBytes);

/// <summary>An attempt could not be started or watched, for no fault of its own.</summary>
public sealed class StepRunnerException(string message, Exception? inner = null) : Exception(message, inner);
