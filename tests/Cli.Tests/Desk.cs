using System.Text.Json.Nodes;
using Gantry.Server;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Cli.Tests;

/// <summary>A server, and somebody who sits before it with a terminal of their own.</summary>
public sealed class Desk : IAsyncLifetime
{
    public const string Secret = "a-secret-for-tests-only";

    private readonly TempFolder _folder = new("desk");
    private readonly Dictionary<string, string> _variables = [];
    private GantryServer _server = null!;

    public string Folder => _folder.Path;

    public string Address => _server.Address;

    public async ValueTask InitializeAsync()
    {
        string[] flags =
        [
            "--set", $"data.folder={_folder.At("data")}", "--set", "listen.port=0", "--set", "log.level=error", "--set", $"access.initial-secret={Secret}",
        ];
        _server = await GantryServer.StartAsync(SettingsSources.Read(_folder.Path, flags).OrThrow());
        _variables["GANTRY_URL"] = _server.Address;
        _variables["XDG_CONFIG_HOME"] = _folder.At("config");
        Assert.Equal(0, (await RunAsync(["login", "admin", "--password-stdin"], Secret)).ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    public Task<Said> RunAsync(params string[] args) => RunAsync(args, null);

    public async Task<Said> RunAsync(string[] args, string? input, Dictionary<string, string>? variables = null, Stream? bytes = null, StringWriter? shown = null, CancellationToken? ct = null)
    {
        using var output = shown ?? new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal
        {
            Out = output, Error = error, In = new StringReader(input ?? ""), OpenOut = () => bytes ?? Stream.Null,
            Variable = name => (variables ?? _variables).GetValueOrDefault(name),
        };
        var code = await CommandLine.RunAsync(args, terminal, ct ?? TestContext.Current.CancellationToken);
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>Somebody else at the same server, with log-ins of their own.</summary>
    public Dictionary<string, string> Visitor(string name) => new()
    {
        ["GANTRY_URL"] = Address, ["GANTRY_CREDENTIALS"] = _folder.At("visitors", name, "credentials.json"),
    };

    /// <summary>A mission that takes .bin files and stands in all three environments.</summary>
    public async Task ClimbAsync(string mission)
    {
        var folder = MissionFolder(mission, ("types.yaml", "types:\n  - { name: BIN, pattern: '.*\\.bin' }\n"));
        Assert.Equal(0, (await RunAsync("apply", folder)).ExitCode);
        Assert.Equal(0, (await RunAsync("promote", mission, "--to", "aiv")).ExitCode);
        Assert.Equal(0, (await RunAsync("promote", mission, "--to", "ops")).ExitCode);
    }

    /// <summary>How much of a file that comes in pieces is there.</summary>
    public async Task<long> UploadedAsync(string mission, string environment, string name)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"admin:{Secret}")));
        var found = JsonNode.Parse(await client.GetStringAsync($"{Address}/api/v1/missions/{mission}/environments/{environment}/uploads?name={name}"))!["items"]!.AsArray();
        return found.Count == 0 ? 0 : found[0]!["offsetBytes"]!.GetValue<long>();
    }

    /// <summary>A file to put in.</summary>
    public string File(string name, string text)
    {
        var file = Path.Combine(Directory.CreateDirectory(_folder.At("files")).FullName, name);
        System.IO.File.WriteAllText(file, text);
        return file;
    }

    /// <summary>A mission folder with these files.</summary>
    public string MissionFolder(string name, params (string Path, string Text)[] files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "folders", name)).FullName;
        System.IO.File.WriteAllText(Path.Combine(folder, "mission.yaml"), $"name: {name}\ndescription: A mission for tests\nowners: [somebody]\n");
        foreach (var (path, text) in files)
            System.IO.File.WriteAllText(Path.Combine(folder, path), text);
        return folder;
    }
}

/// <summary>What a command said, and what it exited with.</summary>
public sealed record Said(int ExitCode, string Out, string Error)
{
    public JsonNode Json => JsonNode.Parse(Out)!;
}
