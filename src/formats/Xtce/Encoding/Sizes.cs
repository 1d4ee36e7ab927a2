namespace Gantry.Xtce;

/// <summary>Sizes, counts and places that values decide.</summary>
internal static class Sizes
{
    /// <summary>Null when a value it hangs on is missing, or when it makes no sense.</summary>
    public static long? Of(IntegerValue value, IValues values)
    {
        switch (value)
        {
            case FixedValue one:
                return one.Value;
            case DynamicValue one when values.Find(one.Source) is { } found && (one.Source.IsCalibrated ? found.Value : found.Raw).TryNumber(out var number):
                var sum = (one.Slope ?? 1) * number + one.Intercept;
                return Math.Abs(sum) < ValueBits.Most ? (long)Math.Round(sum) : null;
            case LookupValue one:
                return one.Cases.FirstOrDefault(c => CriteriaCheck.Holds(c.When, values)) is { } holding ? holding.Value : one.Otherwise;
            default:
                return null;
        }
    }
}
