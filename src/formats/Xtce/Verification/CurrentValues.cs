namespace Gantry.Xtce;

/// <summary>What conditions of a command are held against: its arguments, and what was received until now.</summary>
internal sealed class CurrentValues(Prepared prepared, CommandValues? arguments, KnownSamples known, IAlgorithmHost? host) : IValues
{
    public Found? Find(ValueSource source) => source switch
    {
        ArgumentValue argument => arguments?.Argument(argument.Argument),
        ParameterValue { Parameter.Target: { } parameter } value => Last(parameter, value) is not { } sample ? Given(parameter, value)
            : IsBelieved(sample) ? Parts.Of(sample.Raw, sample.Value, prepared.Database.TypeOf(parameter), value.Parameter.Path, prepared.Database) : null,
        _ => null,
    };

    public bool? Ask(Algorithm algorithm) => Decisions.Ask(algorithm, this, host);

    /// <summary>Why there is no value.</summary>
    public string WhyNone(ValueSource source) => source switch
    {
        ArgumentValue argument => $"{argument.Argument} is no argument of the command",
        ParameterValue { Parameter: { Target: { } parameter } reference } value => Last(parameter, value) switch
        {
            null => $"nothing was received of {reference.Text}",
            { } sample when !IsBelieved(sample) => $"{reference.Text} is not to be believed now",
            _ => $"{reference.Text} has no such part now",
        },
        ParameterValue value => $"there is no parameter {value.Parameter.Text}",
        _ => "there is no value",
    };

    private Sample? Last(Parameter parameter, ParameterValue value) => known(parameter, Math.Abs(value.Instance));

    // Of what a spacecraft sends, only what it sent counts; others have the value that the database gives.
    private Found? Given(Parameter parameter, ParameterValue value) =>
        parameter.Source is DataSource.Constant or DataSource.Local or DataSource.Ground && InitialValues.Of(parameter, prepared) is var (raw, own, type)
            ? Parts.Of(raw, own, type, value.Parameter.Path, prepared.Database) : null;

    private static bool IsBelieved(in Sample sample) => (sample.State & (SampleState.Invalid | SampleState.Bad)) == 0;
}
