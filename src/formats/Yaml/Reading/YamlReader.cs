namespace Gantry.Yaml;

/// <summary>Reads strict YAML: one document of texts, lists and maps, and nothing that stands for something else.</summary>
public static class YamlReader
{
    /// <summary>Reads a document; never throws, whatever the bytes.</summary>
    /// <param name="file">How problems name the file.</param>
    public static YamlReading Read(ReadOnlyMemory<byte> utf8, string file, YamlLimits? limits = null)
    {
        limits ??= YamlLimits.Default;
        var problems = new ProblemList(file);
        if (utf8.Length > limits.SizeBytes)
        {
            problems.Add(
                1, 1,
                $"the file has {utf8.Length:N0} bytes and at most {limits.SizeBytes:N0} are read; split it, or keep data outside the mission folder");
            return new(problems.InOrder());
        }
        var root = SourceText.Decode(utf8.Span, problems) is { } text
            ? new TreeBuilder(text, problems, limits).Build()
            : null;
        return root is null || problems.Any ? new(problems.InOrder()) : new(root);
    }

    /// <summary>Reads a document and checks it against a shape.</summary>
    public static YamlReading Read(ReadOnlyMemory<byte> utf8, string file, Shape shape, YamlLimits? limits = null)
    {
        var reading = Read(utf8, file, limits);
        return reading.Root is { } root && shape.Check(root, file) is { Count: > 0 } problems ? new(problems) : reading;
    }
}
