namespace Gantry.Cli;

/// <summary>Shows a secret that was made up, once.</summary>
internal static class Secrets
{
    public static void Tell(Call call, string sentence, string? secret)
    {
        if (secret is null)
        {
            call.Out.Line(sentence);
            return;
        }
        call.Error.Line(sentence + " The secret is shown this one time:");
        call.Out.Line(secret);
    }
}
