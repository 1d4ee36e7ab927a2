using Xunit;

namespace Gantry.Tests.Access;

public class CallerTests
{
    private static readonly Scope _neoOps = new("neo", "ops");

    private static Caller Who(params Grant[] grants) => new(Guid.CreateVersion7(), "somebody", grants);

    [Fact]
    public void May_do_what_a_role_allows_where_it_was_granted()
    {
        var caller = Who(new Grant(Role.Operator, "neo", "ops"));
        Assert.True(caller.May(Act.PutProduct, _neoOps));
        Assert.False(caller.May(Act.PutProduct, new("neo", "aiv")));
        Assert.False(caller.May(Act.PutProduct, new("swot", "ops")));
        Assert.False(caller.May(Act.Promote, _neoOps));
    }

    [Fact]
    public void Sees_the_mission_as_a_whole_with_a_grant_on_one_environment()
    {
        var caller = Who(new Grant(Role.Viewer, "neo", "ops"));
        Assert.True(caller.May(Act.ReadMission, new("neo", null)));
        Assert.False(caller.May(Act.ReadMission, new("swot", null)));
    }

    [Fact]
    public void Reaches_what_belongs_to_no_mission_only_with_a_grant_on_all_of_them()
    {
        Assert.True(Who(new Grant(Role.Administrator, null, null)).May(Act.ManageAccess, Scope.Everywhere));
        Assert.False(Who(new Grant(Role.Administrator, "neo", null)).May(Act.ManageAccess, Scope.Everywhere));
        Assert.False(Who(new Grant(Role.Administrator, null, "ops")).May(Act.ManageAccess, Scope.Everywhere));
    }

    [Fact]
    public void Has_with_a_narrowed_token_only_what_both_allow()
    {
        var caller = Who(new Grant(Role.Administrator, null, null)) with { Narrowing = [new(Role.Viewer, "neo", "ops")] };
        Assert.True(caller.May(Act.ReadProduct, _neoOps));
        Assert.False(caller.May(Act.ReadProduct, new("neo", "dev")));
        Assert.False(caller.May(Act.PutProduct, _neoOps));
        Assert.Equal([_neoOps], caller.ScopesFor(Act.ReadProduct));
    }

    [Fact]
    public void Gains_nothing_from_a_narrowing_that_is_wider_than_the_grants()
    {
        var caller = Who(new Grant(Role.Viewer, "neo", null)) with { Narrowing = [new(Role.Administrator, null, null)] };
        Assert.False(caller.May(Act.PutProduct, _neoOps));
        Assert.Equal([new Scope("neo", null)], caller.ScopesFor(Act.ReadProduct));
    }

    [Fact]
    public void Has_no_scope_where_grants_and_narrowing_do_not_meet() =>
        Assert.False((Who(new Grant(Role.Viewer, "neo", null)) with { Narrowing = [new(Role.Viewer, "swot", null)] }).MaySomewhere(Act.ReadProduct));
}
