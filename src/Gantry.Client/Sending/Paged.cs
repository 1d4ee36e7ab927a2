using System.Runtime.CompilerServices;
using Gantry.Api;

namespace Gantry.Client.Sending;

/// <summary>Walks a paged list to its end, one page at a time.</summary>
internal static class Paged
{
    public static async IAsyncEnumerable<T> AllAsync<T>(Func<string?, Task<Page<T>>> page, [EnumeratorCancellation] CancellationToken ct = default)
    {
        string? after = null;
        do
        {
            ct.ThrowIfCancellationRequested();
            var found = await page(after);
            foreach (var item in found.Items)
                yield return item;
            after = found.Next;
        }
        while (after is not null);
    }

    /// <summary>A path with those parameters that have a value.</summary>
    public static string Query(string path, params (string Name, object? Value)[] parameters)
    {
        var given = parameters.Where(p => p.Value is not null)
            .Select(p => $"{p.Name}={Uri.EscapeDataString(Convert.ToString(p.Value, System.Globalization.CultureInfo.InvariantCulture)!)}");
        var query = string.Join('&', given);
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}
