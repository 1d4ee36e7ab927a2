namespace Gantry.Pipelines;

/// <summary>A graph of steps and what starts it, as a mission's <c>pipelines/*.yaml</c> says it.</summary>
internal sealed record Pipeline(string Name)
{
    public string Description { get; init; } = "";

    /// <summary>Where it is started by what happens; by hand it can be started anywhere.</summary>
    public IReadOnlyList<string> Environments { get; init; } = Rungs.All;

    public IReadOnlyList<Trigger> Triggers { get; init; } = [];

    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    /// <summary>Null when any number of runs may go on at a time.</summary>
    public Together? Together { get; init; }

    /// <summary>How old the last good run may be before the next is started.</summary>
    public TimeSpan? FreshWithin { get; init; }

    /// <summary>Higher goes first.</summary>
    public int Priority { get; init; }

    /// <summary>In the order in which they are written; every step stands behind those it needs.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    public Step? Find(string step) => Steps.FirstOrDefault(s => s.Name == step);
}

/// <summary>What starts a run by itself.</summary>
internal abstract record Trigger
{
    /// <summary>Each product of a type.</summary>
    public sealed record OfProduct(string Type) : Trigger;

    /// <summary>Products of several types that belong together, once all are there.</summary>
    /// <param name="By">The attribute that must be equal in all of them; null when the next of each belong together.</param>
    /// <param name="Within">How long the first waits for the others.</param>
    public sealed record OfProducts(IReadOnlyList<string> Types, string? By, TimeSpan Within) : Trigger;

    /// <summary>The times of a cron line, in a time zone.</summary>
    public sealed record AtTimes(string Cron, string Zone) : Trigger;

    /// <summary>A request from outside that knows a secret.</summary>
    public sealed record OfWebhook(string Secret) : Trigger;
}

internal enum ParameterKind { Text, Whole, Number, Flag, Date }

/// <summary>What whoever starts a run may say.</summary>
/// <param name="Standard">What holds when nothing is said; null when something must be.</param>
internal sealed record Parameter(string Name, ParameterKind Kind, string? Standard, string Description);

internal enum WhenFull { Wait, Drop, Replace }

/// <summary>Runs of one group go on a few at a time.</summary>
internal sealed record Together(string Group, int Most, WhenFull Others);
