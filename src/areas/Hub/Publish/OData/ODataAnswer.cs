using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Gantry.Hub;

/// <summary>An answer of the OData door: its JSON, with the headers that go with it.</summary>
internal sealed class ODataAnswer(int status, Action<Utf8JsonWriter> write) : IResult
{
    private Fault? _fault;

    public static ODataAnswer Ok(Action<Utf8JsonWriter> write) => new(StatusCodes.Status200OK, write);

    public static ODataAnswer Error(int status, Fault fault) =>
        new(status, json => ODataJson.WriteError(json, fault.Code, fault.Message)) { _fault = fault };

    public static ODataAnswer NoSuchProduct(string key) => HubFaults.NoSuchProduct(key).ToOData();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        Prepare(response, status);
        if (_fault?.RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await using var json = new Utf8JsonWriter(response.BodyWriter, ODataJson.Plain);
        write(json);
    }

    public static void Prepare(HttpResponse response, int status)
    {
        response.StatusCode = status;
        response.ContentType = "application/json;odata.metadata=minimal;charset=utf-8";
        response.Headers["OData-Version"] = "4.0";
    }
}
