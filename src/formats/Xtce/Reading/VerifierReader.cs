namespace Gantry.Xtce;

internal static class VerifierReader
{
    private static readonly Dictionary<string, VerifierStage> _elements = new()
    {
        ["TransferredToRangeVerifier"] = VerifierStage.TransferredToRange,
        ["SentFromRangeVerifier"] = VerifierStage.SentFromRange,
        ["ReceivedVerifier"] = VerifierStage.Received,
        ["AcceptedVerifier"] = VerifierStage.Accepted,
        ["QueuedVerifier"] = VerifierStage.Queued,
        ["ExecutionVerifier"] = VerifierStage.Executing,
        ["CompleteVerifier"] = VerifierStage.Complete,
        ["FailedVerifier"] = VerifierStage.Failed,
    };

    private static readonly Dictionary<string, VerifierStage> _words = new()
    {
        ["release"] = VerifierStage.Release,
        ["transferredToRange"] = VerifierStage.TransferredToRange,
        ["sentFromRange"] = VerifierStage.SentFromRange,
        ["received"] = VerifierStage.Received,
        ["accepted"] = VerifierStage.Accepted,
        ["queued"] = VerifierStage.Queued,
        ["executing"] = VerifierStage.Executing,
        ["complete"] = VerifierStage.Complete,
        ["failed"] = VerifierStage.Failed,
    };

    public static VerifierStage Stage(Element element, string attribute, VerifierStage otherwise, Scope scope) =>
        scope.Pick(element, attribute, otherwise, _words);

    public static ValueList<Verifier> Read(Element set, Scope scope)
    {
        var found = new List<Verifier>();
        foreach (var element in set.All([.. _elements.Keys]))
        {
            var stage = _elements[element.Name];
            if (stage is not (VerifierStage.Executing or VerifierStage.Complete) && found.Exists(v => v.Stage == stage))
                scope.Report("XT083", element, $"{element.Name} stands twice", "both must pass", "only executions and completions may have several");
            found.Add(One(element, stage, scope));
        }
        return [.. found];
    }

    private static Verifier One(Element element, VerifierStage stage, Scope scope)
    {
        var change = element.Child("ParameterValueChange");
        var percent = element.Child("PercentComplete");
        var fixedPercent = percent?.Child("FixedValue");
        var algorithms = element.Child("CheckWindowAlgorithms");
        return new()
        {
            Stage = stage,
            Name = element["name"],
            About = DescriptionReader.Read(element, scope),
            When = CriteriaReader.Read(element, scope),
            Container = element.Child("ContainerRef") is { } container ? scope.Refer<Container>(container, "containerRef") : null,
            ChangedParameter = change?.Child("ParameterRef") is { } changed ? scope.ReferParameter(changed) : null,
            ChangedBy = change?.Child("Change") is { } by ? scope.Real(by, "value") : null,
            Window = element.Child("CheckWindow") is { } window ? Window(window, scope) : null,
            WindowStart = algorithms?.Child("StartCheck") is { } start ? AlgorithmReader.Read(start, scope) : null,
            WindowStop = algorithms?.Child("StopTime") is { } stop ? AlgorithmReader.Read(stop, scope) : null,
            FixedPercentComplete = fixedPercent is not null && Numbers.TryReal(fixedPercent.Text, out var number) ? number : null,
            PercentComplete = percent is null || fixedPercent is not null ? null : IntegerValueReader.Read(percent, scope),
            ReturnParameter = element.Child("ReturnParmRef") is { } returned ? scope.ReferParameter(returned) : null,
            Restrictions = CommandReader.Restrictions(element, scope),
            At = element.At,
        };
    }

    private static CheckWindow Window(Element element, Scope scope) => new(
        CommandReader.Duration(element, "timeToStartChecking", scope),
        CommandReader.Duration(element, "timeToStopChecking", scope) ?? TimeSpan.MaxValue,
        scope.Pick(element, "timeWindowIsRelativeTo", false, new Dictionary<string, bool> { ["timeLastVerifierPassed"] = false, ["commandRelease"] = true }));
}
