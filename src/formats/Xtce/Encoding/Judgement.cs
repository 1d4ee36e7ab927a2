namespace Gantry.Xtce;

/// <summary>What a raw value would be by each calibrator and under each alarm that its type has, whatever the context.</summary>
internal static class Judgement
{
    private static readonly IValues _nothing = new NoValues();

    public static (SampleState State, ConcernLevel Level) Of(DataType type, Value raw, Prepared prepared)
    {
        var (state, level) = (SampleState.Good, ConcernLevel.Normal);
        var encoding = type.Encoding as NumberEncoding;
        var calibrators = encoding is null ? [null] : encoding.ContextCalibrators.Select(c => (Calibrator?)c.Calibrator).Append(encoding.DefaultCalibrator).ToList();
        foreach (var calibrator in calibrators)
        {
            var one = encoding is null ? type : type with { Encoding = encoding with { DefaultCalibrator = calibrator, ContextCalibrators = [] } };
            var own = SampleState.Good;
            var value = Engineering.Of(one, raw, prepared, _nothing, ref own);
            state |= own | (Engineering.IsReasonable(type, raw, value) ? SampleState.Good : SampleState.Unreasonable);
            foreach (var alarm in type.ContextAlarms.Select(c => c.Alarm).Append(type.DefaultAlarm ?? Alarm.None).Where(a => !a.IsDisabled && value.Kind != ValueKind.None))
            {
                var found = AlarmCheck.Level(alarm, type, value, prepared, _nothing);
                level = found > level ? found : level;
            }
        }
        return (state, level);
    }

    private sealed class NoValues : IValues
    {
        public Found? Find(ValueSource source) => null;

        public bool? Ask(Algorithm algorithm) => null;
    }
}
