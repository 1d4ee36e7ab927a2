using System.Xml.Linq;
using static Gantry.Xtce.Xml;

namespace Gantry.Xtce;

internal sealed class AlgorithmWriter(Xml xml)
{
    private readonly CriteriaWriter _criteria = new(xml);

    public XElement Algorithm(Algorithm algorithm) =>
        algorithm.IsMath ? Math(algorithm) : Algorithm("CustomAlgorithm", algorithm);

    public XElement Algorithm(string name, Algorithm algorithm) => xml.E(
        name,
        A("name", algorithm.Name.Length == 0 ? null : algorithm.Name), xml.About(algorithm.About), Unless(false, "thread", algorithm.OwnThread),
        A("triggerContainer", algorithm.TriggerContainer?.Text), A("priority", algorithm.Priority),
        algorithm.Text is null ? null : xml.E("AlgorithmText", A("language", algorithm.Language), algorithm.Text),
        xml.Set("ExternalAlgorithmSet", algorithm.External.Select(e => xml.E("ExternalAlgorithm", A("implementationName", e.Implementation), A("algorithmLocation", e.Location)))),
        xml.Set("InputSet", [
            .. algorithm.Inputs.Select(i => i.Value is ParameterValue parameter
                ? xml.E(xml.Is11 ? "ParameterInstanceRef" : "InputParameterInstanceRef", CriteriaWriter.Parameter(parameter), A("inputName", i.Name))
                : xml.E("InputArgumentInstanceRef", A("argumentRef", ((ArgumentValue)i.Value).Argument), Unless(true, "useCalibratedValue", i.Value.IsCalibrated))),
            .. algorithm.Constants.Select(c => xml.E("Constant", A("constantName", c.Name), A("value", c.Value)))]),
        xml.Set("OutputSet", algorithm.Outputs.Select(o => xml.E("OutputParameterRef", A("parameterRef", o.Parameter.Text), A("outputName", o.Name)))),
        Triggers(algorithm));

    public IEnumerable<XElement> Steps(ValueList<MathStep> steps) => steps.Select(step => step switch
    {
        PushNumber number => xml.E("ValueOperand", number.Value),
        PushThis => xml.E("ThisParameterOperand"),
        PushParameter { Value: ParameterValue parameter } => xml.E("ParameterInstanceRefOperand", CriteriaWriter.Parameter(parameter)),
        PushParameter { Value: ArgumentValue argument } => xml.E("ArgumentInstanceRefOperand", A("argumentRef", argument.Argument), Unless(true, "useCalibratedValue", argument.IsCalibrated)),
        _ => xml.E("Operator", ((Apply)step).Operator),
    });

    public XElement? Match(string name, Criteria? criteria) => criteria is null ? null : xml.E(name, _criteria.Match(criteria));

    private XElement Math(Algorithm algorithm) => xml.E(
        "MathAlgorithm", A("name", algorithm.Name), xml.About(algorithm.About),
        xml.E("MathOperation", A("outputParameterRef", algorithm.Outputs.Count > 0 ? algorithm.Outputs[0].Parameter.Text : null), Steps(algorithm.Steps), Triggers(algorithm)));

    private XElement? Triggers(Algorithm algorithm) =>
        algorithm.Triggers.Count == 0 && algorithm is { TriggerName: null, TriggerRate: 1, IsMath: false } ? null : xml.E(
            "TriggerSet", A("name", algorithm.TriggerName), Unless(1, "triggerRate", algorithm.TriggerRate), algorithm.Triggers.Select(t => t switch
            {
                OnParameter on => xml.E("OnParameterUpdateTrigger", A("parameterRef", on.Parameter.Text)),
                OnContainer on => xml.E("OnContainerUpdateTrigger", A("containerRef", on.Container.Text)),
                _ => xml.E("OnPeriodicRateTrigger", A("fireRateInSeconds", ((OnPeriod)t).Seconds)),
            }));
}
