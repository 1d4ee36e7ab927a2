using System.Diagnostics.CodeAnalysis;

namespace Gantry.Yaml;

/// <summary>What reading gave: the root of the document, or every problem found, ordered by place and never empty.</summary>
public sealed class YamlReading
{
    internal YamlReading(YamlNode root) => Root = root;

    internal YamlReading(IReadOnlyList<YamlProblem> problems) => Problems = problems;

    /// <summary>Null when there are problems.</summary>
    public YamlNode? Root { get; }

    public IReadOnlyList<YamlProblem> Problems { get; } = [];

    public bool TryGet([NotNullWhen(true)] out YamlNode? root, out IReadOnlyList<YamlProblem> problems)
    {
        (root, problems) = (Root, Problems);
        return root is not null;
    }
}
