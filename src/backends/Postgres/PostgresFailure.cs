using Npgsql;

namespace Gantry.Postgres;

/// <summary>What the engine's failures mean to a unit of work.</summary>
internal static class PostgresFailure
{
    /// <summary>Whether the same unit may succeed when it is run again.</summary>
    public static bool MayPass(Exception e) => e switch
    {
        UnitLostException => true,
        PostgresException refused => refused.SqlState is
            PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or
            PostgresErrorCodes.TooManyConnections or
            PostgresErrorCodes.ReadOnlySqlTransaction or // The old primary, for as long as a fail-over takes.
            "25P03" or "57P05" // The server closed a session that stood idle, as it does to one whose node was paused.
            || refused.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException { InnerException: IOException or TimeoutException or System.Net.Sockets.SocketException } => true,
        NpgsqlException lost => lost.IsTransient,
        _ => false,
    };

    /// <summary>
    /// Whether a commit that failed so may have been made all the same. An error that the engine reports of the
    /// transaction is a no; a closing session is not (it may close after the commit, while waiting for a standby).
    /// </summary>
    public static bool LeavesDoubt(Exception e) => e is not PostgresException { InvariantSeverity: "ERROR" };

    /// <summary>What an operator should know of a server that answers but cannot work; null when the failure is the program's own.</summary>
    public static string? InWords(PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.DiskFull => "has no room left on its disk; free some and try again",
        PostgresErrorCodes.OutOfMemory => "is out of memory",
        PostgresErrorCodes.IoError => "cannot read or write its disk",
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => "found its own files damaged; restore it from a backup",
        PostgresErrorCodes.InvalidCatalogName => "has no such database; create it first",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            "does not accept this user and password",
        _ when e.SqlState.StartsWith("53", StringComparison.Ordinal) => "is out of resources",
        _ => null,
    };
}

/// <summary>A unit whose commit was interrupted and, as the engine says, was not made.</summary>
internal sealed class UnitLostException(Exception inner) : Exception(inner.Message, inner);
