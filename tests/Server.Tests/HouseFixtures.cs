using Xunit;

namespace Gantry.Server.Tests;

/// <summary>One house for a class of tests that do not disturb one another.</summary>
public abstract class SharedHouse : IAsyncLifetime
{
    public House House { get; private set; } = null!;

    protected abstract Task<House> StartAsync();

    public async ValueTask InitializeAsync() => House = await StartAsync();

    public ValueTask DisposeAsync() => House.DisposeAsync();
}

/// <summary>On SQLite and a folder.</summary>
public sealed class SqliteHouse : SharedHouse
{
    protected override Task<House> StartAsync() => House.StartAsync();
}

/// <summary>On PostgreSQL and a folder.</summary>
public sealed class PostgresHouse : SharedHouse
{
    protected override async Task<House> StartAsync() => await House.StartAsync(("database.url", await (await TestKit.PostgresServer.SharedAsync()).NewDatabaseAsync()));
}

/// <summary>On PostgreSQL and S3.</summary>
public sealed class ServersHouse : SharedHouse
{
    protected override Task<House> StartAsync() => House.StartOnServersAsync();
}
