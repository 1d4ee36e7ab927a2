using Gantry.Server;

namespace Gantry.Cli;

/// <summary>Starts a server in this process.</summary>
internal static class ServerStart
{
    public static async Task<GantryServer> StartAsync(Settings settings)
    {
        try
        {
            return await GantryServer.StartAsync(settings);
        }
        catch (Exception e) when (e is StateRefusedException or StateUnavailableException or IOException or SettingsRefusedException)
        {
            throw new ServerStartException(e);
        }
    }
}

/// <summary>A server did not start.</summary>
internal sealed class ServerStartException(Exception inner) : Exception($"Gantry cannot start. {inner.Message}", inner);
