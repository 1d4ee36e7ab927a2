using System.Globalization;

namespace Gantry.Xtce;

internal static class ByteOrderReader
{
    public static ByteOrder Read(Element encoding, Scope scope)
    {
        if (encoding.Child("ByteOrderList") is { } list)
        {
            scope.Until(XtceVersion.V11, list, "ByteOrderList", "write the byteOrder attribute");
            return Listed([.. list.All("Byte").Select(b => scope.Size(b, "byteSignificance") ?? 0)], list, scope);
        }
        switch (encoding["byteOrder"]?.Trim())
        {
            case null or "mostSignificantByteFirst" or "bigEndian":
                return ByteOrder.MostSignificantFirst;
            case "leastSignificantByteFirst" or "littleEndian":
                scope.Since(XtceVersion.V12, encoding, "byteOrder");
                return ByteOrder.LeastSignificantFirst;
            case var text:
                scope.Since(XtceVersion.V12, encoding, "byteOrder");
                var parts = text.Split(',', StringSplitOptions.TrimEntries);
                var numbers = parts.Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).ToArray();
                return Listed(numbers, encoding, scope);
        }
    }

    private static ByteOrder Listed(int[] significance, Element at, Scope scope)
    {
        if (significance.Length == 0)
            return ByteOrder.MostSignificantFirst;
        if (significance.Order().SequenceEqual(Enumerable.Range(0, significance.Length)))
            return new(false, [.. significance]);
        scope.ReportBadly(
            "XT003", at, $"the byte order is {Wording.Quote(string.Join(',', significance))}", "",
            "it may be mostSignificantByteFirst, leastSignificantByteFirst or each byte's significance once, such as 1,0,3,2");
        return ByteOrder.MostSignificantFirst;
    }
}
