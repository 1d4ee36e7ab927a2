using System.Text;
using Xunit;

namespace Gantry.Hub.Tests.Routes;

public class RoutesFolderTests
{
    private const string Types = "types:\n  - { name: AUX_POEORB, pattern: '.*' }\n";

    private static IReadOnlyList<Finding> Check(params (string Path, string Yaml)[] files) =>
        [.. new RoutesFolder().Check(new(files.Append(("types.yaml", Types)).Select(f => new MissionFile(f.Item1, Encoding.UTF8.GetBytes(f.Item2)))))];

    private static string Routes(string more) => $"routes:\n  - name: partner\n    to: {{ kind: folder, folder: out }}\n{more}";

    [Fact]
    public void A_route_is_read_with_all_that_it_says()
    {
        var route = Assert.Single(RoutesFolder.Read("routes/a.yaml", """
            routes:
              - name: partner-a
                from: { types: [AUX_POEORB], filter: "startswith(Name,'S1A')", at-most: 2 GB }
                to:
                  kind: sftp
                  address: files.example.org:2222
                  folder: incoming
                  user: gantry
                  password: { secret: partner-a }
                  host-keys: "files.example.org ssh-ed25519 AAAA"
                path: '{type}/{yyyy}/{DDD}/{name}'
                environments: [aiv, ops]
                since: beginning
                order: publication
                bandwidth: 10 MB/s
                between: 20:00-06:00 UTC
                attempts: 3
                backoff: 5s
                longest-backoff: 10m
            """u8.ToArray()));
        var target = Assert.IsType<RouteTarget.Remote>(route.Target);
        Assert.Equal((RemoteProtocol.Sftp, "files.example.org:2222", "incoming", "gantry"), (target.Place.Protocol, target.Place.Address, target.Place.Folder, target.Place.User));
        Assert.Equal("partner-a", target.Password.Secret);
        Assert.Equal((10_000_000L, 2_000_000_000L, 1, 3), (route.BytesPerSecond, route.LargestBytes, route.AtOnce, route.Attempts));
        Assert.True(route.FromBeginning);
        Assert.Equal(["aiv", "ops"], route.Environments);
    }

    [Theory]
    [InlineData("    from: { filter: 'Nope eq 1' }\n", "Nope")]
    [InlineData("    from: { types: [AUX_POEROB] }\n", "did you mean 'AUX_POEORB'?")]
    [InlineData("    from: { at-most: much }\n", "is not a size")]
    [InlineData("    path: '../{name}'\n", "'..'")]
    [InlineData("    path: '/{name}'\n", "not a name")]
    [InlineData("    path: '{nmae}'\n", "{nmae}")]
    [InlineData("    path: '{name'\n", "without its '}'")]
    [InlineData("    between: 20:00-20:00 UTC\n", "two different times")]
    [InlineData("    between: 20-06\n", "two different times")]
    [InlineData("    bandwidth: 10 MB\n", "rate")]
    [InlineData("    parallel: 0\n", "from 1 to 64")]
    [InlineData("    order: random\n", "one of any, publication")]
    [InlineData("    environments: []\n", "at least one")]
    [InlineData("    colour: blue\n", "unknown key")]
    public void What_is_wrong_is_said_at_its_place(string more, string named)
    {
        var finding = Assert.Single(Check(("routes/a.yaml", Routes(more))));
        Assert.Equal(4, finding.Line);
        Assert.Contains(named, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ kind: sftp, address: h, folder: f }", "host-keys")]
    [InlineData("{ kind: ftp, address: 'user@h', folder: f }", "not a host")]
    [InlineData("{ kind: http, address: 'ftp://h/' }", "http or https")]
    [InlineData("{ kind: http, address: 'https://u:p@h/' }", "user and password")]
    [InlineData("{ kind: http, address: 'https://h/', password: hunter2 }", "expected a map")]
    [InlineData("{ kind: gantry, address: 'https://h/', mission: m, environment: prod }", "one of dev, aiv, ops")]
    [InlineData("{ kind: carrier-pigeon }", "one of folder, sftp")]
    public void A_target_that_cannot_be_is_refused(string target, string named)
    {
        var findings = Check(("routes/a.yaml", $"routes:\n  - name: partner\n    to: {target}\n"));
        Assert.Contains(findings, f => f.Message.Contains(named, StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_stands_once_in_all_files()
    {
        var finding = Assert.Single(Check(("routes/a.yaml", Routes("")), ("routes/b.yaml", Routes(""))));
        Assert.Equal("routes/b.yaml", finding.File);
        Assert.Contains("routes/a.yaml:2", finding.Message, StringComparison.Ordinal);
    }
}
