using Gantry.Conformance;

namespace Gantry.Backends.Tests.Postgres;

public sealed class PostgresDatabaseTests : DatabaseConformance
{
    protected override Task<DatabasePlace> NewPlaceAsync() => PostgresPlace.NewAsync();
}

public sealed class PostgresMigrationTests : MigrationConformance
{
    protected override Task<DatabasePlace> NewPlaceAsync() => PostgresPlace.NewAsync();
}

public sealed class PostgresJournalTests : JournalConformance
{
    protected override Task<DatabasePlace> NewPlaceAsync() => PostgresPlace.NewAsync();
}

public sealed class PostgresWorkQueueTests : WorkQueueConformance
{
    protected override Task<DatabasePlace> NewPlaceAsync() => PostgresPlace.NewAsync();
}

public sealed class PostgresLeaseTests : LeaseConformance
{
    protected override Task<DatabasePlace> NewPlaceAsync() => PostgresPlace.NewAsync();
}

public sealed class PostgresDeclaredWorkTests : DeclaredWorkConformance
{
    protected override Task<DatabasePlace> NewPlaceAsync() => PostgresPlace.NewAsync();
}
