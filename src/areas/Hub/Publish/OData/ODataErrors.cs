using System.Globalization;
using Gantry.OData;
using Gantry.Web;
using Microsoft.AspNetCore.Http;

namespace Gantry.Hub;

/// <summary>Refusals in the form the interface prescribes: <c>{"error":{"code","message"}}</c>, wherever they come from.</summary>
internal static class ODataErrors
{
    /// <summary>What goes wrong before or behind the door's own handlers takes this form, too.</summary>
    public static readonly FaultForm Form = new((fault, status, http) => WriteAsync(http, status, fault.Code, fault.Message));

    public static ODataAnswer BadQuery(ODataProblem problem) => ODataFaults.BadQuery(problem.Message, problem.Position).ToOData();

    public static ODataAnswer BadFilter(UnservedFilterException e) => ODataFaults.BadQuery($"$filter: {e.Message}", e.Position).ToOData();

    /// <summary>A fault, with the status of this interface: what is not understood is 400 here.</summary>
    public static ODataAnswer ToOData(this Fault fault) => ODataAnswer.Error(Status(fault), fault);

    public static int Status(Fault fault) => fault.Kind == FaultKind.Invalid ? StatusCodes.Status400BadRequest : fault.Kind.Status();

    public static Task WriteAsync(HttpContext http, int status, string code, string message)
    {
        // Some clients of this interface look for the reason of a 429 here.
        if (status == StatusCodes.Status429TooManyRequests)
            http.Response.Headers.Append("Warning", string.Create(CultureInfo.InvariantCulture, $"299 gantry \"{message.Replace("\"", "'", StringComparison.Ordinal)}\""));
        return new ODataAnswer(status, json => ODataJson.WriteError(json, code, message)).ExecuteAsync(http);
    }
}
