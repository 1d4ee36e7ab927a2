namespace Gantry.Yaml;

/// <summary>Where in the document a check stands, as the beginning of a message: <c>'environments.ops': </c>.</summary>
internal readonly record struct Place(string Path, bool IsItem)
{
    public static Place Root { get; } = new("", false);

    public Place Key(string key) => new(Path.Length == 0 ? key : $"{Path}.{key}", false);

    // Items have no number: the line says which one it is, and counting from 0 or from 1 would be guessed wrong.
    public Place Item => new(Path, true);

    public override string ToString() => (Path.Length, IsItem) switch
    {
        (0, false) => "",
        (0, true) => "an item: ",
        (_, false) => $"{Wording.Quote(Path)}: ",
        (_, true) => $"an item of {Wording.Quote(Path)}: ",
    };
}
