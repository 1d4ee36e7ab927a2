namespace Gantry.Yaml;

/// <summary>One thing wrong at one place: the message says what was found there and what would be right.</summary>
public sealed record YamlProblem(string File, int Line, int Column, string Message)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}
