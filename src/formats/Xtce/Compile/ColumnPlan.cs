namespace Gantry.Xtce;

/// <summary>What becomes of one slot in a batch: how its raw values are stored, and what is worked out for all of them at once.</summary>
internal sealed class ColumnPlan
{
    public ColumnPlan(Slot slot, int position, Prepared prepared)
    {
        Slot = slot;
        Position = position;
        Kind = ColumnKinds.Of(slot.Encoding)!.Value;
        if (slot.Type is IntegerType or FloatType && slot.Encoding is NumberEncoding encoding)
            Fuse(encoding, prepared);
        HasLevels = prepared.HasAlarms(slot.Type);
        IsFusedLevel = HasLevels && slot.Parameter.Validity is null && Limits is not null;
        NeedsReal = Curve is not null || IsFusedLevel;
    }

    public Slot Slot { get; }

    public int Position { get; }

    public ColumnKind Kind { get; }

    /// <summary>The calibrator that is applied to whole columns; null when there is none, or when it depends on other values.</summary>
    public Curve? Curve { get; private set; }

    public bool HasLevels { get; }

    public bool IsFusedLevel { get; }

    public LimitTest? Limits { get; private set; }

    public bool NeedsReal { get; }

    /// <summary>All values are numbers and good, whatever the packet.</summary>
    public bool HoldsNumbers { get; private set; }

    public int RawStore { get; set; } = -1;

    public int RealStore { get; set; } = -1;

    public int ElementSize => Kind is ColumnKind.UInt32 or ColumnKind.Int32 or ColumnKind.Single ? 4 : 8;

    private void Fuse(NumberEncoding encoding, Prepared prepared)
    {
        var settings = prepared.Database.Settings;
        var isNumber = settings.Numbers == NumberPolicy.EncodingWins && (Slot.Type is FloatType || settings.CalibratedIntegers == CalibratedIntegerPolicy.Keep);
        if (!isNumber || encoding.ContextCalibrators.Count > 0)
            return;
        if (encoding.DefaultCalibrator is { } calibrator)
        {
            if (prepared.CurveOf(calibrator) is not { IsPure: true } curve)
                return;
            Curve = curve;
        }
        HoldsNumbers = Kind != ColumnKind.Slice && Curve is null or PolynomialCurve && Slot.Type.ValidRanges.Count == 0 && Slot.Parameter.Validity is null;
        if (Slot.Type is { ContextAlarms.Count: 0, DefaultAlarm: { Conditions.Count: 0 } alarm })
            Limits = LimitTest.Of(alarm);
    }
}
