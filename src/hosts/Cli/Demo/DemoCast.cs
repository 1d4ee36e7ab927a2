using Gantry.Api;
using Gantry.Client;

namespace Gantry.Cli;

/// <summary>Who and what takes part in the story, and the ways to look whether something has come about.</summary>
internal sealed record DemoCast(GantryClient Client, DemoServer Server, DemoPlaces Places, DemoFiles Files, DemoListener Listener, Call Call)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _betweenLooks = TimeSpan.FromMilliseconds(100);

    public CancellationToken Ct => Call.Ct;

    /// <summary>Waits until there is something to see; a step that waits too long does not hold.</summary>
    public async Task<T> SeeAsync<T>(Func<Task<T?>> look, string what) where T : class
    {
        var begun = Call.Clock.GetTimestamp();
        while (true)
        {
            if (await look() is { } seen)
                return seen;
            Hold(Call.Clock.GetElapsedTime(begun) < _patience, $"After {_patience.TotalSeconds} s {what}.");
            await Task.Delay(_betweenLooks, Call.Clock, Ct);
        }
    }

    /// <summary>The products of these files, once all are published.</summary>
    public async Task<IReadOnlyList<ProductView>> PublishedAsync(IEnumerable<SampleFile> files)
    {
        var products = new List<ProductView>();
        foreach (var file in files)
            products.Add(await SeeAsync(() => FindAsync(file.Name), $"{file.Name} is not published"));
        return products;
    }

    /// <summary>A file in quarantine, once it is there.</summary>
    public Task<QuarantinedView> QuarantinedAsync(SampleFile file) => SeeAsync(async () =>
    {
        await foreach (var refused in Client.QuarantineAsync(DemoMission.Name, Rungs.Ops, Ct))
        {
            if (refused.Name == file.Name)
                return refused;
        }
        return null;
    }, $"{file.Name} is not in quarantine");

    /// <summary>A product by its name; null when there is none.</summary>
    public async Task<ProductView?> FindAsync(string name)
    {
        try
        {
            return await Client.ProductAsync(DemoMission.Name, Rungs.Ops, name, Ct);
        }
        catch (GantryRefusedException e) when (e.Kind == FaultKind.Missing)
        {
            return null;
        }
    }

    public static void Hold(bool condition, string otherwise)
    {
        if (!condition)
            throw new StepFailedException(otherwise);
    }
}

/// <summary>A step of the story did not hold.</summary>
internal sealed class StepFailedException(string message) : Exception(message);
