using Xunit;

namespace Gantry.Server.Tests;

/// <summary>One house for a class of tests that do not disturb one another.</summary>
public sealed class SqliteHouse : IAsyncLifetime
{
    public House House { get; private set; } = null!;

    public async ValueTask InitializeAsync() => House = await House.StartAsync();

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
