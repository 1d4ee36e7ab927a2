using Gantry.Api;
using Gantry.Client;

namespace Gantry.Cli;

/// <summary>Turns what went wrong into one line on standard error and an exit code.</summary>
internal static class Failures
{
    public static async Task<int> GuardAsync(Verb verb, Call call)
    {
        try
        {
            return await verb.RunAsync(call);
        }
        catch (OperationCanceledException) when (call.Ct.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (Explain(e) is { } failure)
        {
            return Tell(call, failure);
        }
    }

    /// <summary>What to say of an exception; null when it is a bug, which is to be seen as it is.</summary>
    public static Failure? Explain(Exception e, string folder = "") => e switch
    {
        GantryRefusedException refused => new(refused.Problem with { Detail = WithWayIn(refused) }, ExitCode.Of(refused.Kind), folder),
        FaultException own => new(Problem(own.Fault), ExitCode.Of(own.Fault.Kind), own.Folder),
        FolderRefusedException inner => Explain(inner.InnerException!, inner.Folder),
        GantryUnreachableException away => Plain("client.unreachable", away.Message, ExitCode.NoServer),
        UsageException usage => Plain("cli.usage", usage.Message, ExitCode.Usage),
        ServerStartException start => Plain("cli.cannot_start", start.Message, ExitCode.NoServer),
        TransferDamagedException damaged => Plain("client.damaged", damaged.Message, ExitCode.Broke),
        TargetFailedException or IOException or UnauthorizedAccessException => Plain("cli.io", e.Message, ExitCode.Broke),
        _ => null,
    };

    public static int Tell(Call call, Failure failure)
    {
        if (call.IsJson)
            call.Terminal.Out.WriteLine(JsonText.Document(failure.Problem));
        TellPeople(call, failure);
        return failure.ExitCode;
    }

    public static void TellPeople(Call call, Failure failure)
    {
        foreach (var finding in failure.Problem.Findings ?? [])
            call.Error.Line(Findings.Line(failure.Folder, finding));
        var code = failure.Problem.Code is { } known and not "cli.usage" ? $" ({known})" : "";
        var trace = failure.ExitCode == ExitCode.Broke && failure.Problem.TraceId is { } id ? $" Trace {id}." : "";
        call.Error.Line($"error: {failure.Problem.Detail}{trace}{code}", "red");
    }

    // The server cannot know that a command asks.
    private static string WithWayIn(GantryRefusedException e) =>
        e.Problem.Code is "access.not_signed_in"
            ? "Nobody is signed in here. Run 'gantry login', or set GANTRY_TOKEN."
            : e.Kind == FaultKind.Unknown && !e.Message.Contains("gantry login", StringComparison.Ordinal) && !IsWrongPassword(e.Problem.Code)
                ? $"{e.Message} 'gantry login' signs in anew."
                : e.Message;

    // Whoever has just mistyped a password need not be told how to log in.
    private static bool IsWrongPassword(string? code) => code is "access.bad_credentials" || code?.StartsWith("oauth.", StringComparison.Ordinal) is true;

    private static Failure Plain(string code, string message, int exitCode) => new(new() { Code = code, Detail = message }, exitCode, "");

    private static Problem Problem(Fault fault) => new()
    {
        Code = fault.Code,
        Detail = fault.Message,
        Findings = fault.Findings.Count == 0 ? null : [.. fault.Findings.Select(f => new ProblemFinding(f.File, f.Line, f.Column, f.Message))],
    };
}

/// <summary>What went wrong, in the server's own form, and what the command exits with.</summary>
internal sealed record Failure(Problem Problem, int ExitCode, string Folder);

/// <summary>A server refused a folder; its findings name files in it.</summary>
internal sealed class FolderRefusedException(string folder, Exception inner) : Exception(inner.Message, inner)
{
    public string Folder { get; } = folder;
}
