using System.CommandLine;

namespace Gantry.Cli;

/// <summary>The options that every command has.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string?> Url = new("--url")
    {
        Description = $"The server's address; else GANTRY_URL, else {Addresses.Default}.",
        HelpName = "URL",
        Recursive = true,
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Write the answer as one JSON document.",
        Recursive = true,
    };
}
