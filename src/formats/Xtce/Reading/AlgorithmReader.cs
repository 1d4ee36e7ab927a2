namespace Gantry.Xtce;

internal static class AlgorithmReader
{
    public static Algorithm Read(Element element, Scope scope)
    {
        var triggers = element.Child("TriggerSet");
        return Common(element, scope) with
        {
            Text = element.Child("AlgorithmText")?.Text,
            Language = element.Child("AlgorithmText")?["language"],
            External = External(element, scope),
            Inputs = [.. Inputs(element, scope)],
            Constants = element.Child("InputSet") is { } set
                ? [.. set.All("Constant").Select(c => new AlgorithmConstant(c["constantName"], scope.Required(c, "value")))]
                : [],
            Outputs = element.Child("OutputSet") is { } outputs
                ? [.. outputs.All("OutputParameterRef").Select(o => new AlgorithmOutput(scope.ReferParameter(o), o["outputName"]))]
                : [],
            OwnThread = scope.Flag(element, "thread", false),
            Triggers = Triggers(triggers, scope),
            TriggerName = triggers?["name"],
            TriggerRate = triggers is null ? 1 : scope.Size(triggers, "triggerRate") ?? 1,
            TriggerContainer = scope.ReferIfAny<Container>(element, "triggerContainer"),
            Priority = (int?)scope.Whole(element, "priority"),
        };
    }

    public static Algorithm ReadMath(Element element, Scope scope)
    {
        var common = Common(element, scope) with { IsMath = true };
        if (element.Child("MathOperation") is not { } operation)
        {
            scope.Report("XT005", element, "the MathAlgorithm has no MathOperation", "it computes nothing", "give it one");
            return common;
        }
        var triggers = operation.Child("TriggerSet");
        return common with
        {
            Steps = MathReader.Steps(operation, scope),
            Outputs = [new AlgorithmOutput(scope.ReferParameter(operation, "outputParameterRef"), null)],
            Triggers = Triggers(triggers, scope),
            TriggerName = triggers?["name"],
            TriggerRate = triggers is null ? 1 : scope.Size(triggers, "triggerRate") ?? 1,
        };
    }

    private static Algorithm Common(Element element, Scope scope)
    {
        // The algorithm of a criterion needs a name by the schema and often has none.
        var name = element["name"]?.Trim() ?? "";
        return new Algorithm { Name = name, QualifiedName = scope.Qualify(name), About = DescriptionReader.Read(element, scope), At = element.At };
    }

    private static ValueList<ExternalAlgorithm> External(Element element, Scope scope) =>
        element.Child("ExternalAlgorithmSet") is not { } set
            ? []
            : [.. set.All("ExternalAlgorithm").Select(e => new ExternalAlgorithm(scope.Required(e, "implementationName"), scope.Required(e, "algorithmLocation")))];

    private static IEnumerable<AlgorithmInput> Inputs(Element element, Scope scope)
    {
        if (element.Child("InputSet") is not { } set)
            yield break;
        foreach (var input in set.All("InputParameterInstanceRef", "ParameterInstanceRef", "InputArgumentInstanceRef", "ArgumentInstanceRef"))
        {
            yield return new(
                input.Name.Contains("Argument", StringComparison.Ordinal) ? CriteriaReader.Argument(input, scope) : CriteriaReader.Parameter(input, scope),
                input["inputName"]);
        }
    }

    private static ValueList<Trigger> Triggers(Element? set, Scope scope) =>
        set is null
            ? []
            : [.. set.All("OnParameterUpdateTrigger", "OnContainerUpdateTrigger", "OnPeriodicRateTrigger").Select(t => (Trigger)(t.Name switch
            {
                "OnParameterUpdateTrigger" => new OnParameter(scope.ReferParameter(t)),
                "OnContainerUpdateTrigger" => new OnContainer(scope.Refer<Container>(t, "containerRef")),
                _ => new OnPeriod(scope.Real(t, "fireRateInSeconds") ?? 0),
            }))];
}
