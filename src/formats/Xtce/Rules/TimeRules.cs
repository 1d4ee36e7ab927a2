namespace Gantry.Xtce;

internal static class TimeRules
{
    public static void Check(DataType type, XtceSettings settings, DiagnosticList diagnostics)
    {
        if (type is not AbsoluteTimeType time || time.Encoding is null or StringEncoding)
            return;
        if (time.Epoch is null && time.OffsetFrom is null)
            diagnostics.Add("XT030", type.At, type.QualifiedName, $"{type.Name} counts from no epoch", "its values stay raw", "give it a ReferenceTime");
        else if (time.Epoch is not null)
        {
            diagnostics.Add(
                "XT033", type.At, type.QualifiedName, $"the standard does not say whether {type.Name} counts leap seconds",
                settings.LeapSeconds == LeapSecondPolicy.Uniform ? "it counts them" : "each of its days has 86,400 seconds", "choose by the setting of the database");
        }
    }
}
