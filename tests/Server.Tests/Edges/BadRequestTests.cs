using System.Net;
using System.Text;
using Xunit;

namespace Gantry.Server.Tests.Edges;

public sealed class BadRequestTests(SqliteHouse shared) : IClassFixture<SqliteHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{ \"name\": ")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{ \"name\": 5 }")]
    public async Task A_body_that_cannot_be_read_is_a_problem_with_words(string body)
    {
        var answer = await shared.House.Admin.PostAsync("/api/v1/users", new StringContent(body, Encoding.UTF8, "application/json"), Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("web.bad_request", await answer.CodeAsync());
    }

    [Fact]
    public async Task A_number_that_is_none_is_a_problem_that_names_it()
    {
        var answer = await shared.House.Admin.GetAsync("/api/v1/journal?limit=many", Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.JsonAsync();
        Assert.Equal("web.bad_request", problem["code"]!.GetValue<string>());
        Assert.Contains("limit", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
