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
        var output = parseResult.InvocationConfiguration.Output;
        output.Write(Usual(parseResult));
        if (parseResult.CommandResult.Command is IHasExamples { Examples: { Count: > 0 } examples })
        {
            output.WriteLine("Examples:");
            foreach (var example in examples)
                output.WriteLine("  " + example);
            output.WriteLine();
        }
        return ExitCode.Done;
    }

    // The library shows the program's file name, which is not the name that people type.
    private string Usual(ParseResult parseResult)
    {
        var configuration = parseResult.InvocationConfiguration;
        var output = configuration.Output;
        using var text = new StringWriter();
        configuration.Output = text;
        try
        {
            usual.Invoke(parseResult);
        }
        finally
        {
            configuration.Output = output;
        }
        return text.ToString().Replace($"  {RootCommand.ExecutableName} ", "  gantry ", StringComparison.Ordinal);
    }
}
