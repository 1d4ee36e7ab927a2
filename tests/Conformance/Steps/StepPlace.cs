namespace Gantry.Conformance;

/// <summary>A step runner under test, and what it promises beyond what all do.</summary>
public abstract class StepPlace
{
    /// <summary>What the helper that is killed in mid-run calls it, and how it finds it.</summary>
    public abstract string HostKind { get; }

    /// <summary>What else the helper needs to know, as JSON.</summary>
    public virtual string HostOptions => "{}";

    /// <summary>The image that holds a shell; null where steps are the machine's own programs.</summary>
    public virtual Task<string?> ImageAsync() => Task.FromResult<string?>(null);

    /// <summary>Skips where it cannot run.</summary>
    public virtual Task NeedAsync() => Task.CompletedTask;

    public abstract IStepRunner Open();

    /// <summary>How many attempts are run at once.</summary>
    public virtual int Many => 64;

    /// <summary>Where a step sees its folder.</summary>
    public virtual string Inside(string folder) => StepOrder.Inside;
}
