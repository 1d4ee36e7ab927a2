using Gantry.Web;
using Microsoft.AspNetCore.Http;

namespace Gantry.Hub;

/// <summary>A fault in the form of the OData door, where what is not understood is 400.</summary>
internal static class ODataRefusal
{
    public static ODataAnswer ToOData(this Fault fault) => ODataAnswer.Error(
        fault.Kind == FaultKind.Invalid ? StatusCodes.Status400BadRequest : fault.Kind.Status(), fault.Code, fault.Message);
}
