namespace Gantry.Xtce;

/// <summary>Whether a parameter has changed by so much since a command was released. Counters may run over.</summary>
internal sealed class ValueChange(ParameterReference parameter, double by, XtceDatabase database)
{
    private readonly ParameterValue _source = new(parameter);
    private double? _before;

    public void Begin(CurrentValues values) => _before ??= Number(values);

    public bool IsSeen(CurrentValues values, out string why)
    {
        if (Number(values) is not { } now)
        {
            why = values.Find(_source) is null ? values.WhyNone(_source) : $"{parameter.Text} is no number";
            return false;
        }
        // Where nothing was known at the release, the first value is what others are held against.
        _before ??= now;
        var change = now - _before.Value;
        if (change * by < 0 && Span() is { } span)
            change += by > 0 ? span : -span;
        why = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{parameter.Text} was {_before:R} and is {now:R}");
        return by > 0 ? change >= by : by < 0 ? change <= by : change != 0;
    }

    private double? Number(CurrentValues values) => values.Find(_source) is { } found && found.Value.TryNumber(out var number) ? number : null;

    // Beyond that, doubles count no single steps.
    private double? Span() =>
        database.TypeOf(parameter)?.Encoding is IntegerEncoding { Format: IntegerFormat.Unsigned, DefaultCalibrator: null, SizeInBits: <= 52 } counter ? Math.Pow(2, counter.SizeInBits) : null;
}
