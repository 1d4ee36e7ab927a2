using System.Diagnostics;
using System.Globalization;
using System.Formats.Tar;
using System.Text;

namespace Gantry.Bench.Running;

/// <summary>A server as a process of its own, as it is run in earnest, with one mission standing in all three environments.</summary>
internal sealed class ServerChild : IDisposable
{
    public const string Secret = "a-secret-for-benchmarks-only";

    private readonly Process _process;
    private readonly long _startedAt;

    private ServerChild(Process process, long startedAt, Uri address) => (_process, _startedAt, Address) = (process, startedAt, address);

    public static string Authorization { get; } = Wire.Basic("admin", Secret);

    public Uri Address { get; }

    /// <summary>What is resident in memory, in mebibytes.</summary>
    public double ResidentMebibytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
            return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
    }

    /// <summary>What it computed so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The server's settings: state and bytes in a folder, or state in PostgreSQL and bytes in the folder.</summary>
    public static async Task<ServerChild> StartAsync(string folder, string? database = null, params IReadOnlyList<string> more)
    {
        List<string> settings =
        [
            $"data.folder={folder}", $"listen.port={Ports.Free()}", "log.level=warning", $"access.initial-secret={Secret}", .. more,
        ];
        if (database is not null)
            settings.Add($"database.url={database}");
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Gantry.Server.dll"), .. settings.SelectMany(s => new[] { "--set", s })])
        {
            RedirectStandardOutput = true, WorkingDirectory = folder,
        };
        foreach (var variable in start.Environment.Keys.Where(k => k.StartsWith("GANTRY_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(variable);
        var startedAt = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(" is ready at ") is [_, var address])
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new(process, startedAt, new(address.Trim()));
            }
        }
        throw new InvalidOperationException("The server did not start.");
    }

    /// <summary>Asks until it says that it is ready; returns how long that was after its process was started.</summary>
    public TimeSpan AwaitReady()
    {
        while (true)
        {
            using var wire = new Wire(Address);
            if (wire.Get("/health/ready", "").Status == 200)
                return Stopwatch.GetElapsedTime(_startedAt);
        }
    }

    /// <summary>A mission that takes any name, standing in all three environments.</summary>
    public void MakeMission(params (string Path, string Text)[] more)
    {
        using var wire = new Wire(Address);
        const string mission = "name: demo\ndescription: A mission for measurements\nowners: [somebody]\n";
        const string types = "types:\n  - { name: BIN, pattern: '.*\\.bin' }\n";
        Expect(wire.Send("POST", "/api/v1/missions/demo/environments/dev/apply", Authorization + "Content-Type: application/x-tar\r\n",
            Tar([("mission.yaml", mission), ("types.yaml", types), .. more])));
        foreach (var environment in (string[])["aiv", "ops"])
            Expect(wire.Send("POST", $"/api/v1/missions/demo/environments/{environment}/promote",
                Authorization + "Content-Type: application/json\r\n", "{}"u8));
    }

    public static string PathOf(string product) => $"/api/v1/missions/demo/environments/ops/products/{product}";

    public static void Expect(int status)
    {
        if (status is < 200 or > 299)
            throw new InvalidOperationException($"The server answered {status}.");
    }

    public void Dispose()
    {
        using (var kill = Process.Start("/bin/kill", ["-TERM", $"{_process.Id}"]))
            kill.WaitForExit();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(30)))
            _process.Kill();
        _process.Dispose();
    }

    private static byte[] Tar(params (string Path, string Text)[] files)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (path, text) in files)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        }
        return stream.ToArray();
    }
}
