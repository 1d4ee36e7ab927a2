using System.Xml.Linq;
using static Gantry.Xtce.Xml;

namespace Gantry.Xtce;

internal sealed class CommandWriter(Xml xml)
{
    private readonly CriteriaWriter _criteria = new(xml);
    private readonly AlgorithmWriter _algorithms = new(xml);
    private readonly ContainerWriter _containers = new(xml);

    public XElement Command(MetaCommand command) => xml.E(
        "MetaCommand", A("name", command.Name), Unless(false, "abstract", command.IsAbstract), xml.About(command.About),
        command.Base is { } extends ? xml.E("BaseMetaCommand", A("metaCommandRef", extends.Text), Assignments("ArgumentAssignmentList", command.Assignments)) : null,
        command.SystemName is null ? null : xml.E("SystemName", command.SystemName),
        xml.Set("ArgumentList", command.Arguments.Select(a => xml.E("Argument", A("name", a.Name), A("argumentTypeRef", a.Type.Text), A("initialValue", a.InitialValue), xml.About(a.About)))),
        command.Container is null ? null : _containers.Container("CommandContainer", command.Container),
        xml.Set("TransmissionConstraintList", command.Constraints.Select(c => xml.E(
            "TransmissionConstraint", A("timeOut", c.TimeOut), Unless(false, "suspendable", c.IsSuspendable), _criteria.Match(c.When), Restrictions(c.Restrictions)))),
        command.DefaultSignificance is { } significance ? Significance("DefaultSignificance", significance) : null,
        xml.Set("ContextSignificanceList", command.ContextSignificances.Select(c => xml.E("ContextSignificance", _algorithms.Match("ContextMatch", c.When), Significance("Significance", c.Significance)))),
        command.Interlock is { } interlock ? xml.E(
            "Interlock", A("scopeToSpaceSystem", interlock.Scope?.Text), Unless("complete", "verificationToWaitFor", Word(interlock.WaitsFor)),
            A("verificationProgressPercentage", interlock.ProgressPercentage), Unless(false, "suspendable", interlock.IsSuspendable)) : null,
        // Stages in the order of the schema, which is that of a command's life.
        xml.Set("VerifierSet", command.Verifiers.OrderBy(v => v.Stage).Select(Verifier)),
        xml.Set("ParameterToSetList", command.ParametersToSet.Select(p => xml.E(
            "ParameterToSet", A("parameterRef", p.Parameter.Text), Unless("complete", "setOnVerification", Word(p.On)),
            p.NewValue is not null ? xml.E("NewValue", p.NewValue) : xml.E("Derivation", _algorithms.Steps(p.Derivation))))),
        xml.Set("ParametersToSuspendAlarmsOnSet", command.AlarmSuspensions.Select(s => xml.E(
            "ParameterToSuspendAlarmsOn", A("parameterRef", s.Parameter.Text), A("suspenseTime", s.For), Unless("release", "verifierToTriggerOn", Word(s.On))))));

    public XElement Block(BlockCommand block) => xml.E(
        "BlockMetaCommand", A("name", block.Name), xml.About(block.About),
        xml.E("MetaCommandStepList", block.Steps.Select(s => xml.E(
            "MetaCommandStep", A("metaCommandRef", s.Command.Text), xml.Is11
                ? xml.Set("ArgumentList", s.Assignments.Select(a => xml.E("Argument", A("name", a.Argument), A("value", a.Value))))
                : Assignments(xml.Is13 ? "ArgumentAssignmentList" : "ArgumentAssigmentList", s.Assignments)))));

    private XElement? Assignments(string name, ValueList<ArgumentAssignment> assignments) =>
        xml.Set(name, assignments.Select(a => xml.E("ArgumentAssignment", A("argumentName", a.Argument), A("argumentValue", a.Value))));

    // Only 1.3 has a place for them.
    private XElement? Restrictions(ValueList<ArgumentAssignment> restrictions) => !xml.Is13 ? null :
        xml.Set("ArgumentRestrictionList", restrictions.Select(a => xml.E("ArgumentRestriction", A("argumentName", a.Argument), A("argumentValue", a.Value))));

    private XElement Significance(string name, Significance significance) => xml.E(
        name, A("spaceSystemAtRisk", significance.SystemAtRisk?.Text), A("reasonForWarning", significance.Reason), xml.Is11
            ? A("consequenceLevel", significance.Consequence switch { ConsequenceLevel.Normal => "none", ConsequenceLevel.Vital => "warning", _ => "critical" })
            : Unless("normal", "consequenceLevel", First(significance.Consequence.ToString())));

    private XElement Verifier(Verifier verifier) => xml.E(
        (verifier.Stage == VerifierStage.Executing ? "Execution" : verifier.Stage.ToString()) + "Verifier", A("name", verifier.Name), xml.About(verifier.About),
        _criteria.Match(verifier.When),
        verifier.Container is null ? null : xml.E("ContainerRef", A("containerRef", verifier.Container.Text)),
        verifier.ChangedParameter is null ? null : xml.E("ParameterValueChange", xml.E("ParameterRef", A("parameterRef", verifier.ChangedParameter.Text)), xml.E("Change", A("value", verifier.ChangedBy ?? 0))),
        verifier.Window is { } window ? xml.E(
            "CheckWindow", A("timeToStartChecking", window.Start), A("timeToStopChecking", window.Stop), window.IsFromRelease ? A("timeWindowIsRelativeTo", "commandRelease") : null) : null,
        verifier.WindowStart is null ? null : xml.E(
            "CheckWindowAlgorithms", _algorithms.Algorithm("StartCheck", verifier.WindowStart), verifier.WindowStop is null ? null : _algorithms.Algorithm("StopTime", verifier.WindowStop)),
        Restrictions(verifier.Restrictions),
        verifier.FixedPercentComplete is { } percent ? xml.E("PercentComplete", xml.E("FixedValue", percent)) : verifier.PercentComplete is { } value ? xml.E("PercentComplete", _criteria.Integer(value)) : null,
        verifier.ReturnParameter is null ? null : xml.E("ReturnParmRef", A("parameterRef", verifier.ReturnParameter.Text)));

    private static string Word(VerifierStage stage) => First(stage.ToString());

    private static string First(string word) => char.ToLowerInvariant(word[0]) + word[1..];
}
