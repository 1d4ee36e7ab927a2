namespace Gantry.Xtce;

/// <summary>What a parameter is before anything of it was received.</summary>
internal static class InitialValues
{
    public static Found? Of(Parameter parameter, Prepared prepared)
    {
        var type = prepared.Database.TypeOf(parameter);
        return (parameter.InitialValue ?? type?.InitialValue) is { } text && type is not null ? Read(type, text) : null;
    }

    private static Found? Read(DataType type, string text)
    {
        switch (type)
        {
            case EnumeratedType enumerated:
                foreach (var label in enumerated.Labels)
                {
                    if (label.Text == text)
                        return new(Value.Of(label.Value), Value.Of(text), type);
                }
                return Numbers.TryWhole(text, out var raw) ? new(Value.Of(raw), Value.Of(raw), type) : null;
            case BooleanType boolean:
                return Literals.Truth(boolean, text) is { } truth ? new(Value.Of(truth ? 1L : 0L), Value.Of(truth, boolean.Say(truth)), type) : null;
            case StringType:
                return new(Value.Of(text), Value.Of(text), type);
            case IntegerType when Numbers.TryWhole(text, out var whole):
                return new(Value.Of(whole), Value.Of(whole), type);
            case IntegerType or FloatType when Numbers.TryReal(text, out var real):
                return new(Value.Of(real), Value.Of(real), type);
            case AbsoluteTimeType when UtcText.TryRead(text, out var instant):
                return new(Value.Of(instant), Value.Of(instant), type);
            default:
                return null;
        }
    }
}
