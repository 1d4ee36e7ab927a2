using Gantry.Client;

namespace Gantry.Cli;

/// <summary>What a step of the story has to find.</summary>
internal static class Expect
{
    public static void That(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException(otherwise);
    }

    /// <summary>The server must refuse, and for this reason.</summary>
    public static async Task<GantryRefusedException> RefusalAsync(string code, Func<Task> request)
    {
        try
        {
            await request();
        }
        catch (GantryRefusedException e) when (e.Problem.Code == code)
        {
            return e;
        }
        throw new InvalidOperationException($"it was not refused as {code}");
    }
}
