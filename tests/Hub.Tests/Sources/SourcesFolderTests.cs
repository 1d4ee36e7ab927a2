using System.Text;
using Xunit;

namespace Gantry.Hub.Tests.Sources;

public class SourcesFolderTests
{
    private const string Types = "types:\n  - { name: ORBIT, pattern: '.*' }\n";

    private static IReadOnlyList<Finding> Check(params string[] sources) => [.. new SourcesFolder().Check(new(
        [new(TypesFile.Path, Encoding.UTF8.GetBytes(Types)), .. sources.Select((s, i) => new MissionFile($"sources/{i}.yaml", Encoding.UTF8.GetBytes(s)))]))];

    private static SourceDeclaration Read(string yaml)
    {
        Assert.Empty(Check(yaml));
        return SourcesFolder.Read(Encoding.UTF8.GetBytes(yaml), "sources/0.yaml");
    }

    [Fact]
    public void Read_all_that_a_source_can_say()
    {
        var source = Read("""
            name: partner
            description: orbits of the partner
            kind: sftp
            environments: [dev, ops]
            address: ftp.partner.example:2222
            folder: out
            user: gantry
            password: { secret: partner-password }
            hostKeys: 'ftp.partner.example ssh-ed25519 AAAA'
            take: ['*.EOF', '*.EOF.zip']
            ignore: '*.tmp'
            types: [ORBIT]
            every: 5m
            ignoreBefore: 2026-01-01
            settle: 30s
            after: move
            moveTo: done
            parallel: 5
            bandwidth: 20M
            retry: { now: 1, later: 60s, times: 4 }
            recursive: false
            """);
        Assert.Equal((SourceKind.Sftp, "ftp.partner.example:2222", "out"), (source.Kind, source.Address, source.Folder));
        Assert.Equal(["dev", "ops"], source.Environments);
        Assert.Equal("partner-password", source.Credentials.PasswordSecret);
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30)), (source.Timetable.Every, source.Settle));
        Assert.Equal((AfterTaking.Move, "done", 5, 20_000_000L, false), (source.After, source.MoveTo, source.Parallel, source.BytesPerSecond, source.IsRecursive));
        Assert.Equal(new RetryPlan(1, TimeSpan.FromSeconds(60), 4), source.Retry);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), source.IgnoreBefore);
        Assert.True(source.Names.Wants("a.EOF.zip"));
        Assert.False(source.Names.Wants("a.tmp"));
        Assert.Equal("sftp://ftp.partner.example:2222/out", source.Place);
    }

    [Fact]
    public void Work_in_ops_alone_unless_they_say_otherwise() =>
        Assert.Equal([Rungs.Ops], Read("name: a\nkind: folder\nfolder: /data/in\n").Environments);

    [Theory]
    [InlineData("name: a\nkind: fodler\nfolder: /x\n", 2, "did you mean 'folder'?")]
    [InlineData("name: A\nkind: folder\nfolder: /x\n", 1, "lower-case")]
    [InlineData("name: a\nkind: folder\nfolder: x/y\n", 3, "from the root")]
    [InlineData("name: a\nkind: folder\nfolder: /x/../y\n", 3, "from the root")]
    [InlineData("name: a\nkind: folder\nfolder: /x\npath: /y\n", 4, "unknown key 'path'")]
    [InlineData("name: a\nkind: folder\nfolder: /x\nevery: 0s\n", 4, "at least 1s")]
    [InlineData("name: a\nkind: folder\nfolder: /x\nevery: 5s\nat: '* * * * *'\n", 5, "not both")]
    [InlineData("name: a\nkind: folder\nfolder: /x\nat: '* * *'\n", 4, "five fields")]
    [InlineData("name: a\nkind: folder\nfolder: /x\nafter: move\n", 1, "go together")]
    [InlineData("name: a\nkind: folder\nfolder: /x\nafter: move\nmoveTo: ../y\n", 5, "not a folder in")]
    [InlineData("name: a\nkind: folder\nfolder: /x\ntypes: [ORBITS]\n", 4, "did you mean 'ORBIT'?")]
    [InlineData("name: a\nkind: folder\nfolder: /x\ntake: '[a'\n", 4, "not closed")]
    [InlineData("name: a\nkind: folder\nfolder: /x\nenvironments: [prod]\n", 4, "one of dev, aiv, ops")]
    [InlineData("name: a\nkind: folder\nfolder: /x\nignoreBefore: yesterday\n", 4, "not a time")]
    [InlineData("name: a\nkind: sftp\naddress: host\n", 1, "missing key 'hostKeys'")]
    [InlineData("name: a\nkind: ftp\naddress: ftp://host/x\n", 3, "not a host")]
    [InlineData("name: a\nkind: ftp\naddress: host\npassword: { secret: b }\n", 4, "whose?")]
    [InlineData("name: a\nkind: ftp\naddress: host\npassword: hunter2\n", 4, "a map")]
    [InlineData("name: a\nkind: http\naddress: https://user:pw@host/\n", 3, "without a user")]
    [InlineData("name: a\nkind: webdav\naddress: file:///etc\n", 3, "begins with https://")]
    [InlineData("name: a\nkind: http\naddress: https://host/\nafter: delete\n", 4, "unknown key 'after'")]
    [InlineData("name: a\nkind: ftp\naddress: host\nbandwidth: fast\n", 4, "a number of bytes")]
    [InlineData("name: a\nkind: odata\naddress: https://host/odata/v1\npage: 5000\n", 4, "from 1 to 1000")]
    public void Say_where_and_what_is_wrong(string yaml, int line, string words)
    {
        var findings = Check(yaml);
        Assert.Contains(findings, f => f.Line == line && f.Message.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void Have_each_name_once()
    {
        var finding = Assert.Single(Check("name: a\nkind: folder\nfolder: /x\n", "kind: folder\nfolder: /y\nname: a\n"));
        Assert.Equal(("sources/1.yaml", 3), (finding.File, finding.Line));
    }
}
