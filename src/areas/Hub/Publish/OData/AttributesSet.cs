using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Gantry.Hub;

/// <summary>The names of attributes that products have, with the types of their values.</summary>
internal static class AttributesSet
{
    private static readonly SqlText _table = SqlText.Of(
        $"""
         (select name, case kind when 'S' then 'String' when 'I' then 'Integer' when 'D' then 'Double' when 'B' then 'Boolean' else 'DateTimeOffset' end as type
          from hub_attribute_name) names
         """);

    private static readonly PlainSet<(string Name, string Type)> _set = new(
        "Attributes",
        new("attributes", [new("Name", "name", FieldKind.Text), new("ValueType", "type", FieldKind.Text)]),
        SqlText.Constant("type"), 2, SqlText.Constant("name, type"), row => (row.Text(0), row.Text(1)), Write);

    /// <summary>The names of attributes, with the types of their values.</summary>
    public static Task<IResult> ListAsync(HttpContext http, IDatabase database, CancellationToken ct) =>
        _set.ListAsync(http, database, _table, SqlText.Constant("1 = 1"), ct);

    private static void Write(Utf8JsonWriter json, (string Name, string Type) attribute)
    {
        json.WriteStartObject();
        json.WriteString("Name", attribute.Name);
        json.WriteString("ValueType", attribute.Type);
        json.WriteEndObject();
    }
}
