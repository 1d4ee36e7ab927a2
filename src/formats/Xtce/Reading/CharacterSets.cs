namespace Gantry.Xtce;

internal static class CharacterSets
{
    public static readonly IReadOnlyDictionary<string, CharacterSet> ByName = new Dictionary<string, CharacterSet>
    {
        ["UTF-8"] = CharacterSet.Utf8,
        ["US-ASCII"] = CharacterSet.Ascii,
        ["ISO-8859-1"] = CharacterSet.Latin1,
        ["Windows-1252"] = CharacterSet.Windows1252,
        ["UTF-16"] = CharacterSet.Utf16,
        ["UTF-16LE"] = CharacterSet.Utf16LittleEndian,
        ["UTF-16BE"] = CharacterSet.Utf16BigEndian,
        ["UTF-32"] = CharacterSet.Utf32,
        ["UTF-32LE"] = CharacterSet.Utf32LittleEndian,
        ["UTF-32BE"] = CharacterSet.Utf32BigEndian,
    };

    public static CharacterSet Read(Element element, Scope scope)
    {
        var word = element["encoding"]?.Trim();
        if (word is null)
            return CharacterSet.Utf8;
        if (ByName.TryGetValue(word, out var known))
            return known;
        CharacterSet? alias = word.ToUpperInvariant() switch
        {
            "UTF8" => CharacterSet.Utf8,
            "ASCII" or "US_ASCII" => CharacterSet.Ascii,
            "UTF16" => CharacterSet.Utf16,
            "LATIN1" or "ISO_8859-1" or "ISO8859-1" => CharacterSet.Latin1,
            _ => null,
        };
        if (alias is null)
            scope.BadValue(element, "encoding", word, string.Join(", ", ByName.Keys));
        else
            scope.Report("XT022", element, $"the encoding is called {Wording.Quote(word)}", $"{Name(alias.Value)} is taken", "write the name of the standard");
        return alias ?? CharacterSet.Utf8;
    }

    public static string Name(CharacterSet set) => ByName.First(pair => pair.Value == set).Key;
}
