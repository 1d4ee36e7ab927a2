namespace Gantry.Web;

/// <summary>How long a page may be: the same for every list.</summary>
public static class Paging
{
    public const int Usual = 100;
    public const int Longest = 1000;

    /// <summary>What the client asked for, within bounds: a page that is shorter than asked for says by its <c>next</c> that there is more.</summary>
    public static int Size(int? limit) => Math.Clamp(limit ?? Usual, 1, Longest);
}
