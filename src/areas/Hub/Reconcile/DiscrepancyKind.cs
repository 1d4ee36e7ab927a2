namespace Gantry.Hub;

/// <summary>A way in which things do not fit, and what to do about it.</summary>
/// <param name="IsWrong">Whether something is wrong; else it comes right by itself.</param>
internal sealed record DiscrepancyKind(string Name, bool IsWrong, string Meaning)
{
    public static readonly DiscrepancyKind BytesMissing = new("bytes_missing", true,
        "The lake does not have a product's bytes. Repaired by fetching the file from its source again; else put it in again under its name, or restore the lake.");

    public static readonly DiscrepancyKind BytesWrong = new("bytes_wrong", true,
        "The lake's bytes are not the product's. Not repaired: look at the disk or bucket, remove that blob there, and reconcile again.");

    public static readonly DiscrepancyKind BlobUnnamed = new("blob_unnamed", false,
        "Nothing names a blob of the lake. The sweeper removes it.");

    public static readonly DiscrepancyKind TakenAndGone = new("taken_and_gone", true,
        "A source's file counts as taken, and the product it became is neither there nor deleted. Repaired by fetching it again.");

    public static readonly DiscrepancyKind NotTaken = new("not_taken", false,
        "A source shows a file that was not taken: the detail says whether it comes by itself or waits for a person.");

    public static readonly DiscrepancyKind SourceUnreachable = new("source_unreachable", true,
        "A source could not be looked at, so its files were not compared. Not repaired: reconcile again when it answers.");

    public static readonly DiscrepancyKind TallyWrong = new("tally_wrong", true,
        "The tally of a kind and day does not say what there is. Repaired by counting.");

    public static readonly DiscrepancyKind AttributesUnfound = new("attributes_unfound", true,
        "A product cannot be found by an attribute that it has. Repaired from its row.");

    public static IReadOnlyList<DiscrepancyKind> All { get; } =
        [BytesMissing, BytesWrong, BlobUnnamed, TakenAndGone, NotTaken, SourceUnreachable, TallyWrong, AttributesUnfound];
}

/// <summary>One thing that does not fit.</summary>
/// <param name="Name">The product, file, blob or day it is about.</param>
internal sealed record Discrepancy(DiscrepancyKind Kind, string Name, string Detail)
{
    /// <summary>Repairs it in the unit that notes it, and says whether it did; null when nothing safe can be done.</summary>
    public Func<UnitOfWork, Task<bool>>? Repair { get; init; }
}
