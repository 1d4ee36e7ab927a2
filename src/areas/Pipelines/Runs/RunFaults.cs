namespace Gantry.Pipelines;

/// <summary>Every refusal of a run.</summary>
internal static class RunFaults
{
    public static Fault NothingStands(string mission, string environment) =>
        new(FaultKind.Conflict, "pipelines.nothing_stands", $"No release of '{mission}' stands in {environment}, so it has no pipelines there. Apply one: gantry apply FOLDER, and promote it.");

    public static Fault NoSuchPipeline(string name, string mission, string environment, IEnumerable<string> known) =>
        new(FaultKind.Missing, "pipelines.no_such_pipeline", $"The release that stands in {mission}/{environment} has no pipeline '{name}'{Settings.DidYouMean(name, known)}");

    public static Fault NoSuchRun(Guid id) => new(FaultKind.Missing, "pipelines.no_such_run", $"There is no run {id}. The runs there are: gantry runs.");

    public static Fault NoSuchStep(Guid run, string step) => new(FaultKind.Missing, "pipelines.no_such_step", $"The run {run} has no step '{step}'; gantry runs show {run} lists them.");

    public static Fault NoSuchParameter(Pipeline pipeline, string name) =>
        new(FaultKind.Invalid, "pipelines.no_such_parameter", $"The pipeline '{pipeline.Name}' has no parameter '{name}'{Settings.DidYouMean(name, pipeline.Parameters.Select(p => p.Name))}");

    public static Fault ParameterMissing(Pipeline pipeline, Parameter parameter) =>
        new(FaultKind.Invalid, "pipelines.parameter_missing", $"The pipeline '{pipeline.Name}' wants to be told '{parameter.Name}'{(parameter.Description.Length > 0 ? $" ({parameter.Description})" : "")}, which has no default.");

    public static Fault BadParameter(Pipeline pipeline, Parameter parameter, string wrong) =>
        new(FaultKind.Invalid, "pipelines.bad_parameter", $"The parameter '{parameter.Name}' of '{pipeline.Name}' {wrong}.");

    public static Fault HasEnded(Guid run, string state) =>
        new(FaultKind.Conflict, "pipelines.has_ended", $"The run {run} has ended ({state}), so there is nothing left to stop or to answer.");

    public static Fault HasNotEnded(Guid run) =>
        new(FaultKind.Conflict, "pipelines.has_not_ended", $"The run {run} still goes on; cancel it first, or wait.");

    public static Fault NotAsked(Guid run, string step) =>
        new(FaultKind.Conflict, "pipelines.not_asked", $"Nobody is asked anything by '{step}' of run {run} just now.");

    public static Fault OwnQuestion(string step) =>
        new(FaultKind.Denied, "pipelines.own_question", $"Whoever started the run may not answer '{step}'; four eyes are wanted.");

    public static Fault NoSuchProduct(string name, Scope scope) =>
        new(FaultKind.Missing, "pipelines.no_such_product", $"There is no product '{name}' in {scope}; gantry ls {scope} lists them.");

    public static Fault NotTried(Guid run, string step) =>
        new(FaultKind.Missing, "pipelines.not_tried", $"The step '{step}' of run {run} was not tried yet, or not that often, so there is no log of it.");

    public static Fault NoSuchState(string state) =>
        new(FaultKind.Invalid, "pipelines.no_such_state", $"Runs are never '{state}'; they are {string.Join(", ", Enum.GetNames<RunState>().Select(s => s.ToLowerInvariant()))}.");

    public static Fault NoSuchOutput(string step, string output) =>
        new(FaultKind.Missing, "pipelines.no_such_output", $"The step '{step}' has not made '{output}', or not that many of them.");

    public static Fault NoSuchHook() =>
        new(FaultKind.Missing, "pipelines.no_such_hook", "There is no such webhook, or the secret is not the right one. It is given as X-Gantry-Token, or signs the body as X-Hub-Signature-256.");

    public static Fault BadHook() =>
        new(FaultKind.Invalid, "pipelines.bad_hook", "The body is no JSON object; one with 'parameters' gives the run's parameters, an empty one is enough.");

    public static Fault HookTooLong(int most) => new(FaultKind.Invalid, "pipelines.hook_too_long", $"The body has more than {most} bytes.");

    public static Fault NotPaused(string pipeline) => new(FaultKind.Conflict, "pipelines.not_paused", $"The pipeline '{pipeline}' is not paused.");

    public static Fault NoSuchNode(string name) => new(FaultKind.Missing, "pipelines.no_such_node", $"There is no node '{name}'; gantry nodes ls lists them.");

    public static Fault InputMissing(string step, string input, string what) =>
        new(FaultKind.Conflict, "pipelines.input_missing", $"The step '{step}' reads '{input}', and there is {what}.");
}
