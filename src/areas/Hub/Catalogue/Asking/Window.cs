using Gantry.OData;

namespace Gantry.Hub;

/// <summary>A window of publication, in milliseconds: from the first of them until before the last.</summary>
internal sealed record Window(long From, long Until)
{
    public static readonly Window Always = new(long.MinValue, long.MaxValue);

    /// <summary>The window narrowed by a term of a filter; null when the term says something else.</summary>
    public Window? Narrowed(FilterNode term)
    {
        if (term is Compare { Left: Literal, Right: Property } turned)
            term = turned.Swapped();
        if (term is not Compare { Left: Property { Path: "PublicationDate" or "ModificationDate" }, Right: Literal literal } compare
            || LiteralValues.Instant(literal) is not { } instant)
            return null;
        // Between two milliseconds there is nothing, so the next one is the first that can be meant.
        var next = (instant - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;
        var isWhole = instant.Ticks % TimeSpan.TicksPerMillisecond == 0;
        if (!isWhole && instant > DateTimeOffset.UnixEpoch)
            next++;
        var after = isWhole ? next + 1 : next;
        return compare.Comparison switch
        {
            Comparison.Ge => this with { From = Math.Max(From, next) },
            Comparison.Gt => this with { From = Math.Max(From, after) },
            Comparison.Lt => this with { Until = Math.Min(Until, next) },
            Comparison.Le => this with { Until = Math.Min(Until, after) },
            Comparison.Eq => new(Math.Max(From, next), Math.Min(Until, after)),
            _ => null,
        };
    }

    /// <summary>The same window as numbers: an index that begins with something else and ends with the number then serves as well.</summary>
    public IEnumerable<SqlText> Bounds()
    {
        if (From != long.MinValue)
            yield return SqlText.Of(
                $"""
                 hub_product.number >= coalesce((select first.number from hub_product first where first.published_at >= {From}
                     order by first.published_at, first.number limit 1), 9223372036854775807)
                 """);
        if (Until != long.MaxValue)
            yield return SqlText.Of(
                $"""
                 hub_product.number <= coalesce((select last.number from hub_product last where last.published_at < {Until}
                     order by last.published_at desc, last.number desc limit 1), -1)
                 """);
    }
}
