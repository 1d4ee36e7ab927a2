using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace Gantry.Server.Tests.Uploads;

/// <summary>The requests of the tus protocol, as plain as its text.</summary>
internal static class Tus
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static string Uploads(string environment = "ops") => $"/api/v1/missions/demo/environments/{environment}/uploads";

    public static HttpRequestMessage Request(HttpMethod method, string address, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return request;
    }

    public static string Metadata(string name, params (string Key, string Value)[] more) => string.Join(',',
        more.Prepend(("filename", name)).Select(pair => $"{pair.Item1} {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair.Item2))}"));

    public static Task<HttpResponseMessage> BeginAsync(
        HttpClient client, string name, long length, string environment = "ops", params (string Key, string Value)[] more) =>
        client.SendAsync(Request(HttpMethod.Post, Uploads(environment), ("Upload-Length", $"{length}"), ("Upload-Metadata", Metadata(name, more))), Ct);

    /// <summary>Begins an upload and says where its pieces go.</summary>
    public static async Task<string> BegunAsync(HttpClient client, string name, long length, string environment = "ops", params (string Key, string Value)[] more)
    {
        var answer = await BeginAsync(client, name, length, environment, more);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    public static Task<HttpResponseMessage> SendAsync(HttpClient client, string address, long offset, ReadOnlySpan<byte> bytes, params (string, string)[] headers)
    {
        var request = Request(HttpMethod.Patch, address, [("Upload-Offset", $"{offset}"), .. headers]);
        request.Content = Piece(bytes);
        return client.SendAsync(request, Ct);
    }

    public static ByteArrayContent Piece(ReadOnlySpan<byte> bytes) =>
        new(bytes.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/offset+octet-stream") } };

    public static Task<HttpResponseMessage> AskAsync(HttpClient client, string address) => client.SendAsync(Request(HttpMethod.Head, address), Ct);

    public static async Task<long> OffsetAsync(HttpClient client, string address)
    {
        var answer = await AskAsync(client, address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer.Offset();
    }

    public static long Offset(this HttpResponseMessage answer) => long.Parse(answer.Header("Upload-Offset")!, CultureInfo.InvariantCulture);

    public static string? Header(this HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;
}
