using System.Xml.Linq;
using static Gantry.Xtce.Xml;

namespace Gantry.Xtce;

internal sealed class CriteriaWriter(Xml xml)
{
    /// <summary>What stands in an element of the match kind.</summary>
    public XElement? Match(Criteria? criteria) => criteria switch
    {
        null => null,
        Comparison comparison => Compare(comparison),
        AllOf { IsList: true } list => xml.E("ComparisonList", list.Parts.OfType<Comparison>().Select(Compare)),
        AlgorithmCriteria algorithm => new AlgorithmWriter(xml).Algorithm("CustomAlgorithm", algorithm.Algorithm),
        _ => xml.E("BooleanExpression", Part(criteria)),
    };

    public XElement Source(ValueSource source) => source switch
    {
        ArgumentValue argument => xml.E("ArgumentInstanceRef", A("argumentRef", argument.Argument), Unless(true, "useCalibratedValue", argument.IsCalibrated)),
        _ => xml.E("ParameterInstanceRef", Parameter((ParameterValue)source)),
    };

    public static object?[] Parameter(ParameterValue value) =>
        [A("parameterRef", value.Parameter.Text), Unless(0L, "instance", value.Instance), Unless(true, "useCalibratedValue", value.IsCalibrated)];

    public object? Integer(IntegerValue? value) => value switch
    {
        FixedValue one => xml.E("FixedValue", one.Value),
        DynamicValue one => xml.E("DynamicValue", Source(one.Source),
            one.Slope is null && one.Intercept == 0 ? null : xml.E("LinearAdjustment", A("slope", one.Slope ?? 1), Unless(0.0, "intercept", one.Intercept))),
        LookupValue one => xml.E("DiscreteLookupList", A("defaultValue", xml.Is13 ? one.Otherwise ?? 0 : one.Otherwise), one.Cases.Select(c => xml.E("DiscreteLookup", A("value", c.Value), Match(c.When)))),
        _ => null,
    };

    public XElement? Dimensions(ValueList<Dimension> dimensions) =>
        xml.Set("DimensionList", dimensions.Select(d => xml.E("Dimension", xml.E("StartingIndex", Integer(d.From)), xml.E("EndingIndex", Integer(d.To)))));

    public static string Word(Operator by) => CriteriaReader.Operators.First(o => o.Value == by).Key;

    private XElement Compare(Comparison comparison)
    {
        object?[] source = comparison.Left is ParameterValue parameter ? Parameter(parameter) : [Source(comparison.Left)];
        return xml.E("Comparison", source, Unless("==", "comparisonOperator", Word(comparison.Operator)), A("value", comparison.Literal));
    }

    private XElement Part(Criteria criteria) => criteria switch
    {
        Comparison comparison => xml.E("Condition", Source(comparison.Left), xml.E("ComparisonOperator", Word(comparison.Operator)), xml.E("Value", comparison.Literal)),
        Relation relation => xml.E("Condition", Source(relation.Left), xml.E("ComparisonOperator", Word(relation.Operator)), Source(relation.Right)),
        AnyOf any => xml.E("ORedConditions", any.Parts.Select(Part)),
        AllOf all => xml.E("ANDedConditions", all.Parts.Select(Part)),
        _ => xml.E("ANDedConditions"),
    };
}
