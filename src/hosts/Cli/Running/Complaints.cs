using System.CommandLine;
using System.Text.RegularExpressions;

namespace Gantry.Cli;

/// <summary>What is wrong with a command line, in words for people and with the word they may have meant.</summary>
internal static partial class Complaints
{
    public static IEnumerable<string> Of(ParseResult line)
    {
        var command = line.CommandResult.Command;
        // A word that is no command makes all that follows it wrong as well; one complaint is enough.
        if (command.Subcommands.Count > 0 && line.UnmatchedTokens is [var word, ..])
        {
            var known = command.Subcommands.Select(c => c.Name);
            var near = Settings.DidYouMean(word, known);
            return [$"There is no command '{word}'{(near.Length > 0 ? near : ".")}"];
        }
        if (command.Subcommands.Count > 0)
            return [$"Which one? There are {string.Join(", ", command.Subcommands.Select(c => c.Name))}."];
        return line.Errors.Select(error => TypeName().Replace(error.Message, "").Replace(" for command: ", " for ", StringComparison.Ordinal));
    }

    // The library names the type of the program that a value could not be made into, which helps nobody.
    [GeneratedRegex(@" as expected type '[^']*'")]
    private static partial Regex TypeName();
}
