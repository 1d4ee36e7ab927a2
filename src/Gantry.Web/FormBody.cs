using Microsoft.AspNetCore.Builder;

namespace Gantry.Web;

/// <summary>Says, for the API's description, which form an endpoint reads.</summary>
/// <remarks>The framework's own word for it also refuses other content types, with an answer that has no body.</remarks>
public sealed record FormBody(Type Type)
{
    public const string MediaType = "application/x-www-form-urlencoded";
}

public static class FormBodyExtensions
{
    public static RouteHandlerBuilder TakesForm<TForm>(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new FormBody(typeof(TForm)));
}
