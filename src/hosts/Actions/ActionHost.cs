using System.Globalization;

namespace Gantry.Actions;

/// <summary>The program of the built-in actions: reads inputs and writes outputs where it is told to, and nowhere else.</summary>
internal static class ActionHost
{
    /// <summary>The action did its work, and the answer is no.</summary>
    public const int SaysNo = 1;

    /// <summary>It was asked for something that it cannot do.</summary>
    public const int Misused = 2;

    private static readonly Dictionary<string, Func<ActionOrder, ActionVoice, CancellationToken, Task>> _verbs = new(StringComparer.Ordinal)
    {
        ["sql"] = SqlAction.RunAsync,
        ["check"] = CheckAction.RunAsync,
        ["compare"] = CompareAction.RunAsync,
        ["plot"] = PlotAction.RunAsync,
    };

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        using var stopped = new CancellationTokenSource();
        void Stop(object? sender, ConsoleCancelEventArgs e)
        {
            e.Cancel = true;
            stopped.Cancel();
        }
        Console.CancelKeyPress += Stop;
        try
        {
            if (arguments.Count == 0 || !_verbs.TryGetValue(arguments[0], out var verb))
                throw new ActionMisusedException($"say what to do: {string.Join(", ", _verbs.Keys)}");
            await verb(ActionOrder.Read([.. arguments.Skip(1)]), new(output), stopped.Token);
            return 0;
        }
        catch (ActionRefusedException e)
        {
            await errors.WriteLineAsync(e.Message);
            return SaysNo;
        }
        catch (ActionMisusedException e)
        {
            await errors.WriteLineAsync(e.Message);
            return Misused;
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("It was stopped.");
            return SaysNo;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await errors.WriteLineAsync(e.Message);
            return SaysNo;
        }
        finally
        {
            Console.CancelKeyPress -= Stop;
        }
    }
}

/// <summary>The action says no: the data, or the question, is not as it should be.</summary>
internal sealed class ActionRefusedException(string message) : Exception(message);

/// <summary>The action was told something that it does not understand.</summary>
internal sealed class ActionMisusedException(string message) : Exception(message);
