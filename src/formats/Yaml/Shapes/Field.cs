using System.Text.Json.Nodes;

namespace Gantry.Yaml;

/// <summary>One key of a map: its name, what stands under it, and what holds when it is left out.</summary>
public sealed class Field
{
    private Field(string name, Shape shape, bool isRequired, JsonNode? standard) =>
        (Name, Shape, IsRequired, Standard) = (name, shape, isRequired, standard);

    public string Name { get; }

    public Shape Shape { get; }

    public bool IsRequired { get; }

    /// <summary>What holds when the key is left out, for the schema; whoever reads the map applies it.</summary>
    internal JsonNode? Standard { get; }

    public static Field Required(string name, Shape shape) => new(name, shape, true, null);

    /// <param name="standard">What holds when the key is left out, as JSON: a text, a number or a flag.</param>
    public static Field Optional(string name, Shape shape, JsonNode? standard = null) => new(name, shape, false, standard);
}

/// <summary>One kind of map for <see cref="Shape.MapBy"/>: the word that chooses it and the further keys it has.</summary>
public sealed record MapKind(string Word, string Description, params Field[] Fields);
