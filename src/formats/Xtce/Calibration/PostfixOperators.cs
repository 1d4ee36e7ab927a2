namespace Gantry.Xtce;

internal static class PostfixOperators
{
    public static void Run(string name, Stack<double> stack)
    {
        // The operand that was pushed last is on top; what is written first is below it.
        var top = stack.Pop();
        switch (name)
        {
            case "drop":
                return;
            case "dup":
                stack.Push(top);
                stack.Push(top);
                return;
            case "swap":
                var below = stack.Pop();
                stack.Push(top);
                stack.Push(below);
                return;
            case "over":
                var copied = stack.Peek();
                stack.Push(top);
                stack.Push(copied);
                return;
        }
        stack.Push(IsOfOne(name) ? One(name, top) : Two(name, stack.Pop(), top));
    }

    private static bool IsOfOne(string name) => name is
        "ln" or "log" or "e^x" or "1/x" or "x!" or "tan" or "cos" or "sin" or "atan" or "acos" or "asin" or "tanh" or "cosh" or "sinh"
        or "atanh" or "acosh" or "asinh" or "!" or "abs" or "int" or "~";

    private static double One(string name, double x) => name switch
    {
        "ln" => Math.Log(x),
        "log" => Math.Log10(x),
        "e^x" => Math.Exp(x),
        "1/x" => 1 / x,
        "x!" => Factorial(x),
        "tan" => Math.Tan(x),
        "cos" => Math.Cos(x),
        "sin" => Math.Sin(x),
        "atan" => Math.Atan(x),
        "acos" => Math.Acos(x),
        "asin" => Math.Asin(x),
        "tanh" => Math.Tanh(x),
        "cosh" => Math.Cosh(x),
        "sinh" => Math.Sinh(x),
        "atanh" => Math.Atanh(x),
        "acosh" => Math.Acosh(x),
        "asinh" => Math.Asinh(x),
        "!" => x == 0 ? 1 : 0,
        "abs" => Math.Abs(x),
        "int" => Math.Truncate(x),
        "~" => IsWhole(x) ? ~(long)x : double.NaN,
        _ => double.NaN,
    };

    private static double Two(string name, double first, double second) => name switch
    {
        "+" => first + second,
        "-" => first - second,
        "*" => first * second,
        "/" => first / second,
        // The sign of the remainder is that of the dividend, as in most languages.
        "%" => first % second,
        "^" => Math.Pow(first, second),
        // The standard's stack diagram is x1 x2 -> x2 to the power of x1; of atan2 likewise.
        "y^x" => Math.Pow(second, first),
        "atan2" => Math.Atan2(second, first),
        "div" => Math.Truncate(first / second),
        "min" => Math.Min(first, second),
        "max" => Math.Max(first, second),
        ">" => first > second ? 1 : 0,
        ">=" => first >= second ? 1 : 0,
        "<" => first < second ? 1 : 0,
        "<=" => first <= second ? 1 : 0,
        "==" => first.Equals(second) ? 1 : 0,
        "!=" => first.Equals(second) ? 0 : 1,
        "&&" => first != 0 && second != 0 ? 1 : 0,
        "||" => first != 0 || second != 0 ? 1 : 0,
        "<<" => Bits(first, second, (a, b) => b is >= 0 and < 64 ? a << (int)b : double.NaN),
        ">>" => Bits(first, second, (a, b) => b is >= 0 and < 64 ? a >> (int)b : double.NaN),
        "&" => Bits(first, second, (a, b) => a & b),
        "|" => Bits(first, second, (a, b) => a | b),
        "xor" => Bits(first, second, (a, b) => a ^ b),
        _ => double.NaN,
    };

    private static double Bits(double first, double second, Func<long, long, double> combine) =>
        IsWhole(first) && IsWhole(second) ? combine((long)first, (long)second) : double.NaN;

    private static bool IsWhole(double x) => Math.Abs(x) < 9.2e18 && Math.Truncate(x).Equals(x);

    private static double Factorial(double x)
    {
        if (!IsWhole(x) || x is < 0 or > 170)
            return double.NaN;
        var product = 1.0;
        for (var i = 2; i <= x; i++)
            product *= i;
        return product;
    }
}
