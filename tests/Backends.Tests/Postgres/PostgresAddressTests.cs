using Gantry.Postgres;
using Npgsql;
using Xunit;

namespace Gantry.Backends.Tests.Postgres;

public sealed class PostgresAddressTests
{
    [Fact]
    public void Has_limits_of_its_own_where_the_operator_said_nothing()
    {
        var settings = new NpgsqlConnectionStringBuilder(new PostgresAddress("Host=db;Database=gantry").Pooled);

        Assert.Equal((32, 200, "gantry"), (settings.MaxPoolSize, settings.MaxAutoPrepare, settings.ApplicationName));
        Assert.Contains("idle_in_transaction_session_timeout", settings.Options, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_what_the_operator_said()
    {
        var said = "Host=db;Maximum Pool Size=7;Max Auto Prepare=0;Options=-c work_mem=64MB;Timeout=60;Application Name=trial";

        var settings = new NpgsqlConnectionStringBuilder(new PostgresAddress(said).Pooled);

        Assert.Equal((7, 0, 60, "trial"), (settings.MaxPoolSize, settings.MaxAutoPrepare, settings.Timeout, settings.ApplicationName));
        Assert.Equal("-c work_mem=64MB", settings.Options);
    }

    [Fact]
    public void Prints_without_the_password() =>
        Assert.Equal("gantry on db:5433", new PostgresAddress("Host=db;Port=5433;Database=gantry;Password=hush").ToString());
}
