using System.Xml;

namespace Gantry.Xtce;

internal static class CommandReader
{
    private static readonly Dictionary<string, ConsequenceLevel> _consequences = new()
    {
        ["normal"] = ConsequenceLevel.Normal,
        ["vital"] = ConsequenceLevel.Vital,
        ["critical"] = ConsequenceLevel.Critical,
        ["forbidden"] = ConsequenceLevel.Forbidden,
        ["user1"] = ConsequenceLevel.User1,
        ["user2"] = ConsequenceLevel.User2,
        // The words of 1.1, each by what it asks of those who send it.
        ["none"] = ConsequenceLevel.Normal,
        ["watch"] = ConsequenceLevel.Normal,
        ["warning"] = ConsequenceLevel.Vital,
        ["distress"] = ConsequenceLevel.Vital,
        ["severe"] = ConsequenceLevel.Critical,
    };

    public static MetaCommand Read(Element element, Scope scope)
    {
        var name = scope.Required(element, "name");
        // The container of a command is known by the command's name too, so its own is put below it.
        var within = scope with { System = scope.Qualify(name) };
        var extends = element.Child("BaseMetaCommand");
        return new()
        {
            Name = name,
            QualifiedName = within.System,
            About = DescriptionReader.Read(element, scope),
            IsAbstract = scope.Flag(element, "abstract", false),
            Base = extends is null ? null : scope.Refer<MetaCommand>(extends, "metaCommandRef"),
            Assignments = extends is null ? [] : Assignments(extends, scope),
            SystemName = element.Child("SystemName")?.Text,
            Arguments = element.Child("ArgumentList") is { } list ? [.. list.All("Argument").Select(a => Argument(a, within))] : [],
            Container = element.Child("CommandContainer") is { } container ? ContainerReader.Read(container, scope) : null,
            Constraints = element.Child("TransmissionConstraintList") is { } constraints
                ? [.. constraints.All("TransmissionConstraint").Select(c => new TransmissionConstraint(
                    CriteriaReader.ReadRequired(c, c, scope), Duration(c, "timeOut", scope), scope.Flag(c, "suspendable", false)) { Restrictions = Restrictions(c, scope) })]
                : [],
            DefaultSignificance = element.Child("DefaultSignificance") is { } significance ? Significance(significance, scope) : null,
            ContextSignificances = element.Child("ContextSignificanceList") is { } contexts
                ? [.. contexts.All("ContextSignificance").Select(c => new ContextSignificance(
                    CriteriaReader.ReadRequired(c.Child("ContextMatch"), c, scope), Significance(c.Child("Significance") ?? c, scope)))]
                : [],
            Interlock = element.Child("Interlock") is { } interlock ? Interlock(interlock, scope) : null,
            Verifiers = element.Child("VerifierSet") is { } verifiers ? VerifierReader.Read(verifiers, scope) : [],
            ParametersToSet = element.Child("ParameterToSetList") is { } set ? [.. set.All("ParameterToSet").Select(p => ToSet(p, scope))] : [],
            AlarmSuspensions = element.Child("ParametersToSuspendAlarmsOnSet") is { } suspended
                ? [.. suspended.All("ParameterToSuspendAlarmsOn").Select(p => new AlarmSuspension(
                    scope.ReferParameter(p), Duration(p, "suspenseTime", scope) ?? TimeSpan.Zero, VerifierReader.Stage(p, "verifierToTriggerOn", VerifierStage.Release, scope)))]
                : [],
            At = element.At,
        };
    }

    public static BlockCommand ReadBlock(Element element, Scope scope)
    {
        var name = scope.Required(element, "name");
        return new()
        {
            Name = name,
            QualifiedName = scope.Qualify(name),
            About = DescriptionReader.Read(element, scope),
            Steps = element.Child("MetaCommandStepList") is { } list
                ? [.. list.All("MetaCommandStep").Select(s => new CommandStep(scope.Refer<MetaCommand>(s, "metaCommandRef"), Assignments(s, scope)))]
                : [],
            At = element.At,
        };
    }

    /// <summary>Assignments under the names all versions give them, one of them misspelt.</summary>
    private static ValueList<ArgumentAssignment> Assignments(Element element, Scope scope) =>
    [
        .. element.All("ArgumentAssignmentList", "ArgumentAssigmentList")
            .SelectMany(list => list.All("ArgumentAssignment").Select(a => new ArgumentAssignment(scope.Required(a, "argumentName"), scope.Required(a, "argumentValue")))),
        .. element.All("ArgumentList").SelectMany(list => list.All("Argument").Select(a => new ArgumentAssignment(scope.Required(a, "name"), scope.Required(a, "value")))),
    ];

    public static ValueList<ArgumentAssignment> Restrictions(Element element, Scope scope) =>
        element.Child("ArgumentRestrictionList") is not { } list
            ? []
            : [.. list.All("ArgumentRestriction").Select(a => new ArgumentAssignment(scope.Required(a, "argumentName"), scope.Required(a, "argumentValue")))];

    private static Argument Argument(Element element, Scope scope)
    {
        var name = scope.Required(element, "name");
        return new()
        {
            Name = name,
            QualifiedName = scope.Qualify(name),
            About = DescriptionReader.Read(element, scope),
            Type = scope.Refer<DataType>(element, "argumentTypeRef"),
            InitialValue = element["initialValue"],
            At = element.At,
        };
    }

    private static Significance Significance(Element element, Scope scope) => new(
        scope.Pick(element, "consequenceLevel", ConsequenceLevel.Normal, _consequences),
        element["reasonForWarning"], scope.ReferIfAny<SpaceSystem>(element, "spaceSystemAtRisk"));

    private static Interlock Interlock(Element element, Scope scope) => new(
        scope.ReferIfAny<SpaceSystem>(element, "scopeToSpaceSystem"),
        VerifierReader.Stage(element, "verificationToWaitFor", VerifierStage.Complete, scope),
        scope.Real(element, "verificationProgressPercentage"), scope.Flag(element, "suspendable", false));

    private static ParameterToSet ToSet(Element element, Scope scope)
    {
        // 1.1 puts the reference into a child.
        var named = element.Child("ParameterRef") ?? element;
        return new(
            scope.ReferParameter(named), element.Child("NewValue")?.Text,
            element.Child("Derivation") is { } derivation ? MathReader.Steps(derivation, scope) : [],
            VerifierReader.Stage(element, "setOnVerification", VerifierStage.Complete, scope));
    }

    public static TimeSpan? Duration(Element element, string attribute, Scope scope)
    {
        if (element[attribute] is not { } text)
            return null;
        try
        {
            return XmlConvert.ToTimeSpan(text.Trim());
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            scope.BadValue(element, attribute, text, "a duration such as PT5S");
            return null;
        }
    }
}
