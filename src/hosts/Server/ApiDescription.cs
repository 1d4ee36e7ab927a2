using Gantry.Web;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gantry.Server;

/// <summary>What the OpenAPI document says of the whole.</summary>
internal static class ApiDescription
{
    public static void Configure(OpenApiOptions options) => options
        .AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Gantry";
            document.Info.Version = "v1";
            document.Info.Description = "The ground segment's HTTP interface. Errors are problem+json with a stable code.";
            // Where the server happened to listen when the document was made is no part of the contract.
            document.Servers?.Clear();
            return Task.CompletedTask;
        })
        .AddOperationTransformer(async (operation, context, ct) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<FormBody>().FirstOrDefault() is not { } form)
                return;
            var schema = await context.GetOrCreateSchemaAsync(form.Type, cancellationToken: ct);
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType> { [FormBody.MediaType] = new() { Schema = schema } },
            };
        });
}
