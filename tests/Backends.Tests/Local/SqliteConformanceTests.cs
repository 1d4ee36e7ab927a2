using Gantry.Conformance;

namespace Gantry.Backends.Tests.Local;

public sealed class SqliteDatabaseTests : DatabaseConformance
{
    protected override Task<DatabasePlace> NewPlaceAsync() => Task.FromResult<DatabasePlace>(new SqlitePlace());
}

public sealed class SqliteMigrationTests : MigrationConformance
{
    protected override Task<DatabasePlace> NewPlaceAsync() => Task.FromResult<DatabasePlace>(new SqlitePlace());
}

public sealed class SqliteJournalTests : JournalConformance
{
    protected override Task<DatabasePlace> NewPlaceAsync() => Task.FromResult<DatabasePlace>(new SqlitePlace());
}

public sealed class SqliteWorkQueueTests : WorkQueueConformance
{
    protected override Task<DatabasePlace> NewPlaceAsync() => Task.FromResult<DatabasePlace>(new SqlitePlace());
}

public sealed class SqliteLeaseTests : LeaseConformance
{
    protected override Task<DatabasePlace> NewPlaceAsync() => Task.FromResult<DatabasePlace>(new SqlitePlace());
}

public sealed class SqliteDeclaredWorkTests : DeclaredWorkConformance
{
    protected override Task<DatabasePlace> NewPlaceAsync() => Task.FromResult<DatabasePlace>(new SqlitePlace());
}
