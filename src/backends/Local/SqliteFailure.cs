using Microsoft.Data.Sqlite;

namespace Gantry.Local;

internal static class SqliteFailure
{
    /// <summary>A disk that is full or broken is the world's fault, in words for an operator; the rest stays what it is.</summary>
    public static Exception Translate(SqliteException e) => e.SqliteErrorCode switch
    {
        13 => new StateUnavailableException("The disk with the database is full: nothing was changed. Free some space and try again.", e),
        10 => new StateUnavailableException($"The disk with the database cannot be read or written ({e.Message}).", e),
        5 or 6 => new StateUnavailableException("Another program holds the database file locked.", e),
        8 => new StateUnavailableException("The database file is read-only.", e),
        _ => e,
    };
}
