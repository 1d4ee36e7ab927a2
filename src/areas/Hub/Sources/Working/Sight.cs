namespace Gantry.Hub;

/// <summary>What a listing's file is to be to its source, in the light of what is known of it. Decisions only.</summary>
internal enum Sight
{
    /// <summary>It is known, and nothing is to be done now.</summary>
    Known,

    /// <summary>It is to be fetched.</summary>
    New,

    /// <summary>It was taken, but could not be removed from the source: that is to be tried again.</summary>
    ToBeRemoved,
}

internal static class Sights
{
    public static Sight Of(SourceFile file, SeenFile? seen, SourceDeclaration source, DateTimeOffset now)
    {
        if (seen is null || !IsSame(file, seen))
            return Sight.New;
        return seen.Outcome switch
        {
            FileOutcome.Later => seen.NextAt > now ? Sight.Known : Sight.New,
            // Where files are removed, one that is there again may be another with the same size; only its time tells.
            FileOutcome.Taken when !source.Remembers => file.ModifiedAt is null ? Sight.New : Sight.ToBeRemoved,
            _ => Sight.Known,
        };
    }

    /// <summary>In how many rounds the file has failed; a changed file begins anew.</summary>
    public static int Rounds(SourceFile file, SeenFile? seen) =>
        seen is { Outcome: FileOutcome.Later } && IsSame(file, seen) ? seen.Rounds : 0;

    // By the millisecond, which is what is kept.
    private static bool IsSame(SourceFile file, SeenFile seen) =>
        file.SizeBytes == seen.SizeBytes && file.ModifiedAt?.ToUnixTimeMilliseconds() == seen.ModifiedAt?.ToUnixTimeMilliseconds();
}
