namespace Gantry.Xtce;

/// <summary>Which parameters anything in a database asks for, and how many samples back.</summary>
internal static class HistoryNeeds
{
    public static Dictionary<Parameter, int> Of(XtceDatabase database)
    {
        var needs = new Dictionary<Parameter, int>(ReferenceEqualityComparer.Instance);
        foreach (var source in Sources.Of(database))
        {
            if (source is not ParameterValue { Parameter.Target: { } parameter } value)
                continue;
            var ago = (int)Math.Clamp(Math.Abs((decimal)value.Instance), 0, 1000);
            needs[parameter] = Math.Max(needs.GetValueOrDefault(parameter), ago);
        }
        return needs;
    }
}
