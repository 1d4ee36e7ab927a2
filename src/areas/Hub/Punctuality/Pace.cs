namespace Gantry.Hub;

/// <summary>What was published of a type.</summary>
/// <param name="Published">Within its window.</param>
/// <param name="Late">How many of those late.</param>
/// <param name="Worst">The longest any of them took.</param>
/// <param name="PublishedWithSlack">Within its window and a tenth more.</param>
/// <param name="PublishedLately">Within the last hour.</param>
/// <param name="LateLately">How many of those late.</param>
internal sealed record PaceFigures(
    long Published, long Late, TimeSpan Worst, long PublishedWithSlack, long PublishedLately, long LateLately, DateTimeOffset? LastAt)
{
    public static readonly PaceFigures None = new(0, 0, TimeSpan.Zero, 0, 0, 0, null);
}

/// <summary>How a type stands: whether products are missing, and whether too many come late.</summary>
internal readonly record struct Pace(bool IsMissing, bool IsLate)
{
    public bool IsBehind => IsMissing || IsLate;

    /// <summary>
    /// The next state. A type falls behind when fewer came than must have come with some slack, or when more than a tenth of the
    /// last hour's were late. It has caught up only when everything is there without slack: between the two it stays what it
    /// was, so that one that is on the edge is not told of every few minutes.
    /// </summary>
    public Pace Next(PunctualityRule rule, PaceFigures figures, TimeSpan watched)
    {
        var isMissing = IsMissing
            ? figures.Published < rule.Due(watched)
            : figures.PublishedWithSlack < rule.DueWithSlack(watched);
        // Of an hour without publications nothing can be said.
        var isLate = rule.Timeliness is not null && (figures.PublishedLately == 0 ? IsLate : figures.LateLately * 10 > figures.PublishedLately);
        return new(isMissing, isLate);
    }

    /// <summary>Why it is behind, for people; null when it is not.</summary>
    public string? Reason(PunctualityRule rule, PaceFigures figures, TimeSpan watched) => this switch
    {
        { IsMissing: true, IsLate: true } => $"{Missing(rule, figures, watched)}; {Late(figures)}",
        { IsMissing: true } => Missing(rule, figures, watched),
        { IsLate: true } => Late(figures),
        _ => null,
    };

    private static string Missing(PunctualityRule rule, PaceFigures figures, TimeSpan watched) =>
        $"{figures.Published} came where {rule.Due(watched)} of {rule.ExpectedInWords} are due";

    private static string Late(PaceFigures figures) =>
        $"{figures.Late} of {figures.Published} came late, the worst after {Math.Round(figures.Worst.TotalMinutes)} min";
}
