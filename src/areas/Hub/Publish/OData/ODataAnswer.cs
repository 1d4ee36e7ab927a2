using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Gantry.Hub;

/// <summary>An answer of the OData door: its JSON, with the headers that go with it.</summary>
internal sealed class ODataAnswer(int status, Action<Utf8JsonWriter> write) : IResult
{
    public static ODataAnswer Ok(Action<Utf8JsonWriter> write) => new(StatusCodes.Status200OK, write);

    public static ODataAnswer Error(int status, string code, string message) => new(status, json => ODataJson.WriteError(json, code, message));

    public static ODataAnswer NoSuchProduct(string key) =>
        Error(StatusCodes.Status404NotFound, "hub.no_such_product", HubFaults.NoSuchProduct(key).Message);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json;odata.metadata=minimal;charset=utf-8";
        response.Headers["OData-Version"] = "4.0";
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        write(json);
    }
}
