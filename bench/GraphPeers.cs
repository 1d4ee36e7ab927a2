using System.Diagnostics;
using System.Text;

namespace Gantry.Bench;

/// <summary>The same graph for programs that are given it as files, with two jobs.</summary>
internal sealed class GraphPeers(Scratch scratch, int layers, int wide)
{
    private int _folders;

    public Task<double> MakeAsync(int round) => RunAsync("Makefile", (text, target, source) => text.Append($"{target}: {source}\n\ttouch $@\n"), $"all: {Last()}\n", "make", "-j2", "-s");

    public Task<double> NinjaAsync(int round) =>
        RunAsync("build.ninja", (text, target, source) => text.Append($"build {target}: touch {source}\n"), $"rule touch\n  command = touch $out\nbuild all: phony {Last()}\ndefault all\n", "ninja", "-j2", "--quiet");

    /// <summary>Null where it is not installed.</summary>
    public async Task<double?> SnakemakeAsync()
    {
        if (!File.Exists("/usr/bin/snakemake"))
            return null;
        var rules = new StringBuilder($"rule all:\n    input: expand(\"l{layers - 1}-{{i}}\", i=range({wide}))\nrule first:\n    output: \"l0-{{i}}\"\n    shell: \"touch {{output}}\"\n");
        for (var layer = 1; layer < layers; layer++)
            rules.Append($"rule layer{layer}:\n    input: \"l{layer - 1}-{{i}}\"\n    output: \"l{layer}-{{i}}\"\n    shell: \"touch {{output}}\"\n");
        var folder = Next();
        await File.WriteAllTextAsync(Path.Combine(folder, "Snakefile"), rules.ToString());
        return await TimedAsync(folder, "snakemake", "-j2", "--quiet", "all");
    }

    private string Last() => string.Join(' ', Enumerable.Range(0, wide).Select(i => $"l{layers - 1}-{i}"));

    private async Task<double> RunAsync(string file, Action<StringBuilder, string, string> rule, string first, params string[] command)
    {
        var text = new StringBuilder(first);
        for (var layer = 0; layer < layers; layer++)
        {
            for (var i = 0; i < wide; i++)
                rule(text, $"l{layer}-{i}", layer == 0 ? "" : $"l{layer - 1}-{i}");
        }
        var folder = Next();
        await File.WriteAllTextAsync(Path.Combine(folder, file), text.ToString());
        return await TimedAsync(folder, command);
    }

    private string Next() => scratch.Folder($"peer-{_folders++}");

    private async Task<double> TimedAsync(string folder, params string[] command)
    {
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 || Directory.GetFiles(folder, "l*").Length != layers * wide)
            throw new InvalidOperationException($"{command[0]} ended with {process.ExitCode}: {string.Concat(said)}");
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
