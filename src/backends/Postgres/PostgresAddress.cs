using Npgsql;

namespace Gantry.Postgres;

/// <summary>Where the database is and how it is spoken to; prints without the password.</summary>
internal sealed class PostgresAddress
{
    // A node that vanishes from the network or is paused in the middle of a unit may hold the head of the journal; without
    // these the others would wait for it as long as TCP does, which is hours.
    private const string SessionLimits =
        "-c idle_in_transaction_session_timeout=30s -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3";

    private readonly NpgsqlConnectionStringBuilder _settings;

    public PostgresAddress(string connectionString)
    {
        _settings = new(connectionString);
        UnlessSaid("Application Name", s => s.ApplicationName = "gantry");
        UnlessSaid("Maximum Pool Size", s => s.MaxPoolSize = 32);
        UnlessSaid("Max Auto Prepare", s => s.MaxAutoPrepare = 200);
        // Nothing here changes a session beyond its transaction, so there is nothing to reset, and resetting costs as much as a read.
        UnlessSaid("No Reset On Close", s => s.NoResetOnClose = true);
        UnlessSaid("Timeout", s => s.Timeout = 5);
        UnlessSaid("Options", s => s.Options = SessionLimits);
    }

    /// <summary>For units of work and reads.</summary>
    public string Pooled => _settings.ConnectionString;

    /// <summary>A connection of its own, outside the pool, whose commands may take their time.</summary>
    public async Task<NpgsqlConnection> OpenAloneAsync(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Pooled) { Pooling = false, CommandTimeout = 0, KeepAlive = 10, MaxAutoPrepare = 0 }.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override string ToString() => $"{_settings.Database ?? _settings.Username} on {_settings.Host}:{_settings.Port}";

    private void UnlessSaid(string key, Action<NpgsqlConnectionStringBuilder> say)
    {
        if (!_settings.ShouldSerialize(key))
            say(_settings);
    }
}
