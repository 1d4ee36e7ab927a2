using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Gantry.Hub;

/// <summary>Links from a page to the next.</summary>
internal static class ODataPages
{
    public static IEnumerable<KeyValuePair<string, string?>> Options(HttpRequest request) =>
        request.Query.SelectMany(q => q.Value, (q, value) => new KeyValuePair<string, string?>(q.Key, value));

    /// <summary>Only when the page is full and the client may want more: it asked for no particular number, or for more than a page.</summary>
    public static string? NextLink(HttpRequest request, string set, ODataRequest asked, int count, Func<string> token)
    {
        var left = asked.Options.Top - count;
        if (count == 0 || count < asked.Top || left <= 0)
            return null;
        var next = Options(request).Where(q => q.Key is not ("$skiptoken" or "$skip" or "$top")).Append(new("$skiptoken", token()));
        if (left is { } more)
            next = next.Append(new("$top", more.ToString(CultureInfo.InvariantCulture)));
        return set + QueryString.Create(next).Value;
    }
}
