using System.Globalization;

namespace Gantry.Actions;

/// <summary>What an action says while it works: lines for the log, and how far it is.</summary>
internal sealed class ActionVoice(TextWriter output)
{
    private readonly Lock _one = new();
    private double _told = -1;

    public void Say(string line)
    {
        lock (_one)
            output.WriteLine(line);
    }

    /// <summary>Tells how far it is, at most a hundred times.</summary>
    public void Tell(double share, string what)
    {
        lock (_one)
        {
            if (share - _told < 0.01)
                return;
            _told = share;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"progress {Math.Clamp(share, 0, 1):0.00} {what}"));
            output.Flush();
        }
    }
}
