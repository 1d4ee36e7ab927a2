namespace Gantry.Hub;

/// <summary>A page of the catalogue as the OData door asks for it, already in SQL.</summary>
internal sealed record ProductQuery(SqlText Where, SqlText OrderBy, int Top, long Skip);
