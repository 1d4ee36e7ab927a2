using Gantry.Conformance;
using Gantry.Postgres;
using Gantry.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Backends.Tests.Postgres;

internal sealed class PostgresPlace(string connection) : DatabasePlace
{
    // A language, on purpose: what must sort by code point is not helped by the server's settings.
    private const string InALanguage = "locale_provider icu icu_locale 'en-US' locale 'C'";

    public static async Task<DatabasePlace> NewAsync() =>
        new PostgresPlace(await (await PostgresServer.SharedAsync()).NewDatabaseAsync(InALanguage));

    public static PostgresDatabase Open(string connection, TimeProvider? clock = null) =>
        new(connection, clock ?? TimeProvider.System, NullLogger<PostgresDatabase>.Instance);

    protected override IDatabase OpenNode() => Open(connection);

    // The server goes with the test process.
    protected override ValueTask RemoveAsync() => ValueTask.CompletedTask;
}
