namespace Gantry.Pipelines;

/// <summary>One function from blobs to blobs, or the question to a person.</summary>
internal sealed record Step(string Name)
{
    /// <summary>The program and its arguments; a line for the shell stands as <c>sh -c</c>. Null where <see cref="Uses"/> or <see cref="Asks"/> says what is done.</summary>
    public IReadOnlyList<string>? Run { get; init; }

    /// <summary>The action that does it, built in or of the mission's own <c>actions/</c>.</summary>
    public string? Uses { get; init; }

    /// <summary>What the action is told, as JSON with its keys sorted.</summary>
    public string With { get; init; } = "{}";

    /// <summary>What a person is asked.</summary>
    public Question? Asks { get; init; }

    public string? Image { get; init; }

    /// <summary>The release's files that it sees, or folders with a trailing slash.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    public IReadOnlyList<Input> Inputs { get; init; } = [];

    public IReadOnlyList<Output> Outputs { get; init; } = [];

    /// <summary>The steps that must have ended before it, those of its inputs included.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    public Condition? When { get; init; }

    public RetryRule Retry { get; init; } = new();

    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromHours(1);

    public Resources Resources { get; init; } = new();

    public bool HasNetwork { get; init; }

    /// <summary>Environment variables whose values are secrets of the environment, by the secrets' names.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Names and their values; the step is done once for every combination.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<string> Values)> Matrix { get; init; } = [];

    /// <summary>The output of an earlier step over whose files, or lines, it fans out.</summary>
    public FanOut? Each { get; init; }

    /// <summary>The step that is done instead when this one does not pass.</summary>
    public string? Fallback { get; init; }

    /// <summary>Whether it is done also when what it needs did not pass.</summary>
    public bool Always { get; init; }

    /// <summary>Whether what it made once is taken again for the same inputs.</summary>
    public bool IsCached { get; init; } = true;
}

internal sealed record FanOut(string Step, string Output, bool ByLine);

/// <summary>What a person decides.</summary>
/// <param name="NotTheStarter">Whether whoever started the run may not answer.</param>
internal sealed record Question(string Text, bool NotTheStarter);

internal sealed record Resources(long MemoryBytes = 1L << 30, double Processors = 1, int Processes = 256, long DiskBytes = 10L << 30);

/// <summary>How often what kind of failure is tried again. A step that said no is asked once more only where that is stated.</summary>
internal sealed record RetryRule
{
    /// <summary>The machine broke, or the node was lost.</summary>
    public int Broken { get; init; } = 3;

    public int Transient { get; init; } = 3;

    /// <summary>Exit codes that mean: not now.</summary>
    public IReadOnlyList<int> TransientCodes { get; init; } = [75];

    public int Refused { get; init; }

    /// <summary>The first pause; each further one is twice as long, up to an hour.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>What a step reads, by a name of its own.</summary>
internal abstract record Input(string Name)
{
    /// <summary>The product, or products, that started the run.</summary>
    public sealed record FromTrigger(string Name, string? Type) : Input(Name);

    /// <summary>The newest products of a type.</summary>
    public sealed record Newest(string Name, string Type, int Count, TimeSpan? Within, bool IsOptional) : Input(Name);

    /// <summary>Products that pass a filter of the standard interface.</summary>
    public sealed record Asked(string Name, string Filter, int Most) : Input(Name);

    /// <summary>What an earlier step made.</summary>
    public sealed record FromStep(string Name, string Step, string Output) : Input(Name);
}

/// <summary>What a step makes.</summary>
/// <param name="Path">Where it is written, below the folder of outputs; with a star, several.</param>
/// <param name="Type">The product type it is published as; null when only later steps read it.</param>
/// <param name="As">The name it is published under; null for the file's own.</param>
internal sealed record Output(string Name, string Path, string? Type, string? As, bool IsOptional)
{
    /// <summary>How it is compared with an earlier one; null for how files of its name are.</summary>
    public Gantry.Comparing.ComparisonRules? Compare { get; init; }

    /// <summary>What its product is a quicklook of: <c>OUTPUT</c> of the same step, <c>STEP.OUTPUT</c>, or <c>trigger</c>.</summary>
    public string? QuicklookOf { get; init; }

    public bool IsMany => Path.Contains('*', StringComparison.Ordinal);
}
