namespace Gantry.Xtce;

internal static class MathReader
{
    public static ValueList<MathStep> Steps(Element element, Scope scope)
    {
        var steps = new List<MathStep>();
        foreach (var child in element.All("ValueOperand", "ThisParameterOperand", "ParameterInstanceRefOperand", "ArgumentInstanceRefOperand", "Operator"))
        {
            switch (child.Name)
            {
                case "ValueOperand" when Numbers.TryReal(child.Text, out var number):
                    steps.Add(new PushNumber(number));
                    break;
                case "ValueOperand":
                    scope.Report("XT063", child, $"{Wording.Quote(child.Text)} is no number", "the calculation is left out", "write a number");
                    steps.Add(new Apply(""));
                    break;
                case "ThisParameterOperand":
                    steps.Add(new PushThis());
                    break;
                case "ParameterInstanceRefOperand":
                    steps.Add(new PushParameter(CriteriaReader.Parameter(child, scope)));
                    break;
                case "ArgumentInstanceRefOperand":
                    steps.Add(new PushParameter(CriteriaReader.Argument(child, scope)));
                    break;
                default:
                    steps.Add(new Apply(child.Text.Trim()));
                    break;
            }
        }
        if (Postfix.Fault([.. steps]) is { } fault)
            scope.Report("XT063", element, $"the calculation {fault}", "it is left out", "each operator takes its operands from the stack, and one value stays");
        return [.. steps];
    }
}
