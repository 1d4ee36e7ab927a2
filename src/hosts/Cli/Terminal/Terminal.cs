using System.Text;

namespace Gantry.Cli;

/// <summary>Where a command reads and writes, and whether somebody is looking. Tests bring their own.</summary>
internal sealed record Terminal
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public required TextReader In { get; init; }

    /// <summary>Standard output as bytes, for commands that write files to it.</summary>
    public required Func<Stream> OpenOut { get; init; }

    /// <summary>An environment variable; empty counts as not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Asks for something that must not be seen; null when nobody can be asked.</summary>
    public Func<string, string?> AskSecret { get; init; } = _ => null;

    public bool IsOutSeen { get; init; }

    public bool IsErrorSeen { get; init; }

    public bool IsInTyped { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public static Terminal OfThisProcess()
    {
        // UTF-8 whatever the locale says: names are ASCII, and a check mark shown wrongly is better than a '?'.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new()
        {
            Out = Console.Out,
            Error = Console.Error,
            In = Console.In,
            OpenOut = Console.OpenStandardOutput,
            Variable = name => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null,
            AskSecret = SecretPrompt.Ask,
            IsOutSeen = !Console.IsOutputRedirected,
            IsErrorSeen = !Console.IsErrorRedirected,
            IsInTyped = !Console.IsInputRedirected,
        };
    }

    /// <summary>Whether colours and cursor movements may go to what somebody looks at (no-color.org).</summary>
    public bool MayUseAnsi => Variable("NO_COLOR") is null && Variable("TERM") is not "dumb";
}
