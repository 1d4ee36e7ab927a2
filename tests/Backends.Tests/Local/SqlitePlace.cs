using Gantry.Conformance;
using Gantry.Local;
using Gantry.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Backends.Tests.Local;

internal sealed class SqlitePlace : DatabasePlace
{
    private readonly TempFolder _folder = new("sqlite");
    private SqliteDatabase? _only;

    protected override IDatabase OpenNode() => _only ??= new(_folder.At("gantry.db"), TimeProvider.System, NullLogger<SqliteDatabase>.Instance);

    protected override ValueTask RemoveAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
