namespace Gantry;

/// <summary>All processes of one attempt, as <see cref="StepWatch"/> wants to handle them.</summary>
public interface IStepTree
{
    /// <summary>Asks all of them to end (SIGTERM).</summary>
    Task TerminateAsync();

    /// <summary>Kills all of them; when it returns, none is left. May be called again, and when there is none.</summary>
    Task KillAsync();

    /// <summary>The limit that has been passed and that nothing but looking finds; null when there is none. Asked every now and then.</summary>
    StepEnd? FindExcess();
}
