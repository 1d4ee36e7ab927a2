using System.Globalization;

namespace Gantry.Xtce;

/// <summary>From the raw value to the one engineers read.</summary>
internal static class Engineering
{
    public static Value Of(DataType type, Value raw, Prepared prepared, IValues values, ref SampleState state)
    {
        if (raw.Kind == ValueKind.None)
        {
            state |= SampleState.Bad;
            return Value.None;
        }
        return type switch
        {
            IntegerType or FloatType => Number(type, raw, prepared, values, ref state),
            EnumeratedType enumerated => Labelled(enumerated, raw, prepared, ref state),
            BooleanType boolean => Flag(boolean, raw, ref state),
            StringType text => Text(text, raw),
            TimeType time => Time(time, raw, prepared, values, ref state),
            _ => raw,
        };
    }

    /// <summary>Is a value among what is reasonable? Where nothing is said, all is.</summary>
    public static bool IsReasonable(DataType type, Value raw, Value value)
    {
        if (type.ValidRanges.Count == 0 || !(type.ValidRangesAreCalibrated ? value : raw).TryNumber(out var number))
            return true;
        foreach (var range in type.ValidRanges.AsSpan())
        {
            if (range.Holds(number))
                return true;
        }
        return false;
    }

    private static Value Number(DataType type, Value raw, Prepared prepared, IValues values, ref SampleState state)
    {
        if (raw.Kind == ValueKind.Bytes)
            raw = Parse(type, raw);
        if (raw.Kind == ValueKind.None)
        {
            state |= SampleState.Bad;
            return Value.None;
        }
        if (Choose(type.Encoding, values) is not { } calibrator)
            return Uncalibrated(type, raw, prepared.Database.Settings);
        return Calibrate(calibrator, raw, prepared, values, out var number)
            ? Calibrated(type, number, prepared.Database.Settings)
            : None(ref state);
    }

    private static Value None(ref SampleState state)
    {
        state |= SampleState.Uncalibrated;
        return Value.None;
    }

    private static Calibrator? Choose(DataEncoding? encoding, IValues values)
    {
        if (encoding is not NumberEncoding number)
            return null;
        foreach (var context in number.ContextCalibrators.AsSpan())
        {
            if (CriteriaCheck.Holds(context.When, values))
                return context.Calibrator;
        }
        return number.DefaultCalibrator;
    }

    private static bool Calibrate(Calibrator calibrator, Value raw, Prepared prepared, IValues values, out double number)
    {
        number = double.NaN;
        return prepared.CurveOf(calibrator) is { } curve && raw.TryNumber(out var input)
            && curve.TryApply(input, source => values.Find(source) is { } found && (source.IsCalibrated ? found.Value : found.Raw).TryNumber(out var n) ? n : null, out number);
    }

    private static Value Uncalibrated(DataType type, Value raw, XtceSettings settings)
    {
        if (type is FloatType real)
        {
            raw.TryNumber(out var number);
            return Value.Of(settings.Numbers == NumberPolicy.AsWritten && (real.SizeInBits ?? 32) == 32 ? (float)number : number);
        }
        return settings.Numbers == NumberPolicy.AsWritten && raw.TryWhole(out var whole) ? Narrow((IntegerType)type, whole) : raw;
    }

    private static Value Calibrated(DataType type, double number, XtceSettings settings)
    {
        if (type is FloatType real)
            return Value.Of(settings.Numbers == NumberPolicy.AsWritten && (real.SizeInBits ?? 32) == 32 ? (float)number : number);
        if (settings.CalibratedIntegers == CalibratedIntegerPolicy.Keep || !double.IsFinite(number))
            return Value.Of(number);
        // Halves go up, and what is not signed does not go below zero.
        var rounded = Math.Floor(number + 0.5);
        return (type as IntegerType)?.IsSigned == false
            ? Value.Of(rounded <= 0 ? 0UL : rounded >= ulong.MaxValue ? ulong.MaxValue : (ulong)rounded)
            : Value.Of(rounded <= long.MinValue ? long.MinValue : rounded >= long.MaxValue ? long.MaxValue : (long)rounded);
    }

    private static Value Narrow(IntegerType type, Int128 whole)
    {
        var size = Math.Min(type.SizeInBits ?? 32, 64);
        var bits = unchecked((ulong)whole) & Bits.Mask(size);
        return type.IsSigned ?? true ? IntegerBits.Interpret(bits, size, IntegerFormat.TwosComplement) : Value.Of(bits);
    }

    private static Value Labelled(EnumeratedType type, Value raw, Prepared prepared, ref SampleState state)
    {
        if (raw.Kind == ValueKind.Bytes)
        {
            // An enumeration over text: the text is a label, or the number of one.
            var text = AsText(type, raw);
            foreach (var label in type.Labels.AsSpan())
            {
                if (label.Text == text)
                    return Value.Of(text);
            }
            raw = Numbers.TryWhole(text, out var parsed) ? Value.Of(parsed) : Value.Of(text);
        }
        if (raw.TryWhole(out var number) && number >= long.MinValue && number <= long.MaxValue && prepared.LabelsOf(type).Find((long)number) is { } found)
            return Value.Of(found);
        state |= SampleState.Unlabelled;
        return raw;
    }

    private static Value Flag(BooleanType type, Value raw, ref SampleState state)
    {
        if (raw.Kind == ValueKind.Bytes)
        {
            if (type.Encoding is StringEncoding)
            {
                if (Literals.Truth(type, AsText(type, raw)) is { } said)
                    return Value.Of(said, type.Say(said));
                state |= SampleState.Bad;
                return Value.None;
            }
            var any = raw.AsBytes.Span.ContainsAnyExcept((byte)0);
            return Value.Of(any, type.Say(any));
        }
        raw.TryNumber(out var number);
        return Value.Of(number != 0, type.Say(number != 0));
    }

    private static Value Text(StringType type, Value raw) => raw.Kind == ValueKind.Bytes ? Value.Of(AsText(type, raw)) : Value.Of(raw.ToString());

    private static Value Time(TimeType type, Value raw, Prepared prepared, IValues values, ref SampleState state)
    {
        if (raw.Kind == ValueKind.Bytes)
        {
            if (type is AbsoluteTimeType && type.Encoding is StringEncoding && UtcText.TryRead(AsText(type, raw), out var written))
                return Value.Of(written);
            state |= SampleState.Bad;
            return Value.None;
        }
        if (Choose(type.Encoding, values) is { } calibrator)
        {
            if (!Calibrate(calibrator, raw, prepared, values, out var number))
                return None(ref state);
            raw = Value.Of(number);
        }
        if (raw.Kind == ValueKind.Real && !double.IsFinite(raw.AsReal))
        {
            state |= SampleState.Bad;
            return Value.None;
        }
        var scale = prepared.ScaleOf(type);
        if (type.OffsetFrom is { } from)
            return After(from, scale.Length(raw), values, ref state);
        if (type is RelativeTimeType)
            return Value.Of(scale.Length(raw));
        return scale.HasEpoch ? scale.At(raw) : None(ref state);
    }

    /// <summary>A time that counts on from another one.</summary>
    private static Value After(ParameterValue from, TimeLength length, IValues values, ref SampleState state)
    {
        if (values.Find(from) is { } found)
        {
            if (found.Value.Kind == ValueKind.Instant)
                return Value.Of(found.Value.AsInstant + length);
            if (found.Value.Kind == ValueKind.Duration)
            {
                var sum = new Instant(found.Value.AsDuration.Seconds, found.Value.AsDuration.Fraction) + length;
                return Value.Of(new TimeLength(sum.Seconds, sum.Fraction));
            }
        }
        return None(ref state);
    }

    private static Value Parse(DataType type, Value raw)
    {
        var text = AsText(type, raw).Trim('\0', ' ');
        if (type is IntegerType && Numbers.TryWhole(text, out var whole))
            return Value.Of(whole);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Value.Of(number) : Value.None;
    }

    private static string AsText(DataType type, Value raw) =>
        Texts.Read(raw.AsBytes.Span, type.Encoding is StringEncoding encoding ? encoding.Characters : CharacterSet.Utf8);
}
