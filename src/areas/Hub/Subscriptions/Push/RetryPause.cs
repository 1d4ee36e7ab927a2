namespace Gantry.Hub;

/// <summary>How long to wait before the next try: twice as long after each failure up to a limit, and never exactly as long as others do.</summary>
internal static class RetryPause
{
    /// <param name="failures">How many there were in a row, this one included.</param>
    /// <param name="first">The wait after the first.</param>
    /// <param name="longest">The longest wait.</param>
    /// <param name="lot">From 0 to 1, drawn by the caller; shortens the wait by up to a fifth, so that those who failed together do not come back together.</param>
    public static TimeSpan After(int failures, TimeSpan first, TimeSpan longest, double lot)
    {
        var wait = first * Math.Pow(2, Math.Clamp(failures - 1, 0, 30));
        return (wait < longest ? wait : longest) * (1 - (0.2 * lot));
    }
}
