namespace Gantry.Xtce;

internal static class AlarmRules
{
    public static void Check(DataType type, DiagnosticList diagnostics)
    {
        foreach (var alarm in type.ContextAlarms.Select(c => c.Alarm).Prepend(type.DefaultAlarm).OfType<Alarm>())
        {
            foreach (var range in (alarm.Ranges?.Levels ?? []).Concat(alarm.MultiRanges).Concat(alarm.Change?.Ranges.Levels ?? []))
            {
                if (Low(range.Range) > High(range.Range))
                    diagnostics.Add("XT070", alarm.At, type.QualifiedName, $"the range {range.Range} of {range.Level} holds nothing", "it is taken as written", "write the lower bound first");
            }
            Nested(alarm, type, diagnostics);
            if (type is not EnumeratedType enumerated)
                continue;
            foreach (var label in alarm.Labels.Where(l => enumerated.Labels.All(own => own.Text != l.Text)))
                diagnostics.Add("XT071", alarm.At, type.QualifiedName, $"{type.Name} has no label {Wording.Quote(label.Text)}, for which there is an alarm", "the alarm never comes", "correct the label");
        }
    }

    // Outside, a worse level begins farther out; one that begins farther in hides the milder one for ever.
    private static void Nested(Alarm alarm, DataType type, DiagnosticList diagnostics)
    {
        LevelRange? milder = null;
        foreach (var range in (alarm.Ranges?.Levels ?? []).Where(r => !r.IsInside))
        {
            if (milder is not null && Low(range.Range) >= Low(milder.Range) && High(range.Range) <= High(milder.Range) && range.Range != milder.Range)
                diagnostics.Add("XT070", alarm.At, type.QualifiedName, $"{milder.Level} of {type.Name} is never reached, for {range.Level} begins before it", "the worse level is told", "let each worse range be wider");
            milder = range;
        }
    }

    private static double Low(NumberRange range) => range.MinInclusive ?? range.MinExclusive ?? double.NegativeInfinity;

    private static double High(NumberRange range) => range.MaxInclusive ?? range.MaxExclusive ?? double.PositiveInfinity;
}
