using System.Text.Json;
using Gantry.DuckDb;
using Gantry.TestKit;

namespace Gantry.Actions.Tests;

/// <summary>A folder of files, and the program of the actions at work on them.</summary>
internal sealed class Bench : IDisposable
{
    private readonly TempFolder _folder = new("actions");

    /// <summary>What was said, and what was complained of.</summary>
    public string Said { get; private set; } = "";

    public string Complained { get; private set; } = "";

    public static void NeedsDuckDb() => Needs.That(DuckDbLibrary.Missing is null, $"{DuckDbLibrary.Missing} (apt-get install npm).");

    public string At(string name) => _folder.At(name);

    public Bench With(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), content);
        return this;
    }

    public string Read(string name) => File.ReadAllText(At(name));

    public JsonElement ReadJson(string name) => JsonDocument.Parse(Read(name)).RootElement;

    /// <summary>Runs an action; words such as <c>in:obs=a.csv</c>, <c>out:result=r.csv</c> and <c>value:x=1</c> say what it is given.</summary>
    public async Task<int> RunAsync(string verb, object with, params string[] given)
    {
        var arguments = new List<string> { verb, "--with", with as string ?? JsonSerializer.Serialize(with) };
        foreach (var word in given)
        {
            var (kind, name, value) = (word[..word.IndexOf(':', StringComparison.Ordinal)], word[(word.IndexOf(':', StringComparison.Ordinal) + 1)..word.IndexOf('=', StringComparison.Ordinal)], word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            arguments.AddRange(kind switch
            {
                "in" => ["--input", name, value.Length == 0 ? "" : At(value)],
                "out" => ["--output", name, At(value)],
                "memory" => ["--memory", value],
                _ => (string[])["--value", name, value],
            });
        }
        using var said = new StringWriter();
        using var complained = new StringWriter();
        var code = await ActionHost.RunAsync(arguments, said, complained);
        (Said, Complained) = (said.ToString(), complained.ToString());
        return code;
    }

    public void Dispose() => _folder.Dispose();
}
