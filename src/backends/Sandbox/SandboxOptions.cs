namespace Gantry.Sandbox;

/// <summary>How steps are put into a sandbox.</summary>
public sealed record SandboxOptions
{
    /// <summary>The bubblewrap program: a name that is looked for in the path, or a path.</summary>
    public string Program { get; init; } = "bwrap";

    /// <summary>Folders that steps see read-only beside the system's programs, at the same place.</summary>
    public IReadOnlyList<string> Shown { get; init; } = [];

    /// <summary>How long an attempt may take to end when it is asked to, before it is killed.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether cgroups are used where they can be.</summary>
    public bool UsesCgroups { get; init; } = true;
}
