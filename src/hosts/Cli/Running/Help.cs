using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Gantry.Cli;

/// <summary>The usual help, and below it how the command is really used.</summary>
internal sealed class Help(HelpAction usual) : SynchronousCommandLineAction
{
    // Asking for help must work however wrong the rest of the line is.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is IHasExamples { Examples: { Count: > 0 } examples })
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in examples)
                output.WriteLine("  " + example);
            output.WriteLine();
        }
        return ExitCode.Done;
    }
}
