namespace Gantry.Conformance;

/// <summary>One database of a backend's, empty at first, that a suite may open from as many nodes as the engine allows.</summary>
public abstract class DatabasePlace : IAsyncDisposable
{
    private readonly List<IDatabase> _opened = [];

    /// <summary>The schemas the suites use.</summary>
    public static IReadOnlyList<SchemaSource> Schemas { get; } =
        [new("core", typeof(IDatabase).Assembly), new("conformance", typeof(DatabasePlace).Assembly)];

    /// <summary>Opens the database as one more node; where only one process may have it, the same node again.</summary>
    public IDatabase Open()
    {
        var database = OpenNode();
        if (!_opened.Contains(database))
            _opened.Add(database);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _opened)
            await database.DisposeAsync();
        await RemoveAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract IDatabase OpenNode();

    protected abstract ValueTask RemoveAsync();
}
