using Gantry.Api;

namespace Gantry.Cli;

/// <summary>A finding as compilers write theirs, so that editors and terminals can jump to it.</summary>
internal static class Findings
{
    public static string Line(string folder, ProblemFinding finding) =>
        $"{Path.Combine(folder, finding.File)}:{finding.Line}:{finding.Column}: {finding.Message}";
}
