using Gantry.Api;
using Gantry.OData;

namespace Gantry.Hub;

/// <summary>Puts what somebody wants held into a filter. Whatever is held by name is held by filter, so there is one way to ask.</summary>
internal static class HeldNames
{
    // Standing holds are asked of together, in one statement.
    private static readonly FilterLimits _limits = new() { Characters = 4_000, Nodes = 200 };

    /// <summary>The filter in its canonical form, or what is wrong.</summary>
    public static Result<string> Read(HoldRequest request)
    {
        string?[] given = [request.Name, request.Product?.ToString("D"), request.Filter];
        if (given.Count(g => !string.IsNullOrWhiteSpace(g)) != 1)
            return HoldFaults.WhatIsHeld();
        if (request.Product is { } product)
            return $"Id eq {product:D}";
        if (request.Filter is { } filter && !string.IsNullOrWhiteSpace(filter))
            return ReadFilter(filter);
        return OfName(request.Name!).TryGet(out var text, out var fault) ? ReadFilter(text) : fault;
    }

    private static Result<string> ReadFilter(string text)
    {
        if (!FilterParser.Parse(text, _limits).TryGet(out var filter, out var problem))
            return HoldFaults.BadFilter(problem);
        // What a replacement deletes is asked one product at a time.
        return ProductTest.Read(filter.ToString()).TryGet(out var test, out problem) ? test.Filter.ToString() : HoldFaults.BadFilter(problem);
    }

    /// <summary>A name, or one with a star at an end, at both, or between two parts.</summary>
    private static Result<string> OfName(string name)
    {
        if (name.Length > Names.ProductNameBytes + 2)
            return HoldFaults.BadPattern(name, "it is longer than any name");
        return name.Split('*') switch
        {
            [var whole] => $"Name eq {Text(whole)}",
            ["", ""] => "true",
            [var start, ""] => $"startswith(Name,{Text(start)})",
            ["", var end] => $"endswith(Name,{Text(end)})",
            ["", "", ""] => "true",
            ["", var part, ""] => $"contains(Name,{Text(part)})",
            // Both ends could otherwise be the same letters.
            [var start, var end] => $"startswith(Name,{Text(start)}) and endswith(Name,{Text(end)}) and length(Name) ge {start.Length + end.Length}",
            _ => HoldFaults.BadPattern(name, "it has more stars than can be said with one part of a name"),
        };
    }

    private static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
