using System.Globalization;

namespace Gantry.Xtce;

/// <summary>Calculations in postfix notation. Values are doubles; the operators of bits need whole ones.</summary>
internal static class Postfix
{
    private const int Deepest = 256;

    /// <summary>What is wrong with a calculation before it was ever run; null when nothing is.</summary>
    public static string? Fault(ReadOnlySpan<MathStep> steps)
    {
        var depth = 0;
        foreach (var step in steps)
        {
            if (step is not Apply apply)
            {
                if (++depth > Deepest)
                    return $"needs a stack of more than {Deepest}";
                continue;
            }
            var (takes, gives) = Effect(apply.Operator);
            if (takes < 0)
                return $"has no operator {Wording.Quote(apply.Operator)}";
            if (depth < takes)
                return $"gives '{apply.Operator}' {depth} of {takes} operands";
            depth += gives - takes;
        }
        return depth == 1 ? null : $"leaves {depth.ToString(CultureInfo.InvariantCulture)} values on the stack";
    }

    /// <summary>The result; not a number when the calculation is at fault or a value is missing.</summary>
    public static double Evaluate(ReadOnlySpan<MathStep> steps, double input, Func<ValueSource, double?> lookup)
    {
        var stack = new Stack<double>(8);
        foreach (var step in steps)
        {
            switch (step)
            {
                case PushNumber number:
                    stack.Push(number.Value);
                    break;
                case PushThis:
                    stack.Push(input);
                    break;
                case PushParameter parameter:
                    if (lookup(parameter.Value) is not { } value)
                        return double.NaN;
                    stack.Push(value);
                    break;
                case Apply apply when Effect(apply.Operator) is var (takes, _) && takes >= 0 && stack.Count >= takes && stack.Count < Deepest:
                    PostfixOperators.Run(apply.Operator, stack);
                    break;
                default:
                    return double.NaN;
            }
        }
        return stack.Count == 1 ? stack.Pop() : double.NaN;
    }

    /// <summary>How many operands an operator takes and gives back; -1 for one that is not known.</summary>
    private static (int Takes, int Gives) Effect(string name) => name switch
    {
        "+" or "-" or "*" or "/" or "%" or "^" or "y^x" or "atan2" or "<<" or ">>" or "&" or "|" or "&&" or "||" or "div"
            or ">" or ">=" or "<" or "<=" or "==" or "!=" or "min" or "max" or "xor" => (2, 1),
        "ln" or "log" or "e^x" or "1/x" or "x!" or "tan" or "cos" or "sin" or "atan" or "acos" or "asin" or "tanh" or "cosh" or "sinh"
            or "atanh" or "acosh" or "asinh" or "!" or "abs" or "int" or "~" => (1, 1),
        "swap" => (2, 2),
        "drop" => (1, 0),
        "dup" => (1, 2),
        "over" => (2, 3),
        _ => (-1, 0),
    };
}
