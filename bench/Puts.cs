using System.Buffers.Binary;
using Gantry.Bench.Running;
using Microsoft.Win32.SafeHandles;

namespace Gantry.Bench;

/// <summary>Small files put durably by sixteen clients, against as many files written durably by sixteen threads.</summary>
internal sealed class Puts : IBenchmark
{
    private const int Clients = 16;
    private const int Rounds = 5;
    private const int FileBytes = 10_000;

    private static readonly TimeSpan _time = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(30);

    public string Name => "puts";

    public async IAsyncEnumerable<Row> RunAsync(Scratch scratch)
    {
        var files = scratch.Folder("files");
        var body = new byte[FileBytes];
        new Random(1).NextBytes(body);
        await using var postgres = await DurablePostgres.StartAsync(scratch);
        using var onSqlite = new Putter(await ServerChild.StartAsync(scratch.Folder("sqlite")), body);
        using var onPostgres = postgres is null
            ? null : new Putter(await ServerChild.StartAsync(scratch.Folder("on-postgres"), await postgres.NewDatabaseAsync()), body);
        List<Func<int, Task<double>>> contenders =
        [
            round => WriteAsync(files, body, round, isFolderFlushed: false),
            round => WriteAsync(files, body, round, isFolderFlushed: true),
            onSqlite.RoundAsync,
        ];
        if (onPostgres is not null)
            contenders.Add(onPostgres.RoundAsync);

        // A server lives for weeks; the seconds in which its code is still being compiled for good are not what is asked for.
        await onSqlite.WarmUpAsync();
        if (onPostgres is not null)
            await onPostgres.WarmUpAsync();
        var rates = await Bench.Rounds.RunAsync(Rounds, [.. contenders]);

        var engines = new[] { "SQLite", "PostgreSQL" };
        for (var i = 2; i < rates.Length; i++)
        {
            yield return Row.Compare($"puts of 10 kB, 16 clients, {engines[i - 2]} and folder", rates[i], "/s", "files flushed", rates[0], 0.5);
            yield return Row.Compare("the same", rates[i], "/s", "files and their folder flushed", rates[1]);
            yield return new("the same", Row.Say(rates[i], "/s"), Goal: ">= 1,000 /s", IsMet: rates[i] >= 1000);
            yield return new("the server's computing for one of them", Row.Say(Bench.Rounds.Percentile((i == 2 ? onSqlite : onPostgres!).MillisecondsOfPuts, 0.5), "ms"));
        }
    }

    private static Task<double> WriteAsync(string folder, byte[] body, int round, bool isFolderFlushed) =>
        Bench.Rounds.RateAsync(Clients, _time, (thread, i) =>
        {
            var name = $"{(isFolderFlushed ? "b" : "a")}-{round}-{thread}-{i}";
            var temporary = Path.Combine(folder, name + ".tmp");
            using (SafeFileHandle file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                RandomAccess.Write(file, body, 0);
                RandomAccess.FlushToDisk(file);
            }
            File.Move(temporary, Path.Combine(folder, name));
            if (isFolderFlushed)
                Native.FlushFolder(folder);
        });

    /// <summary>Sixteen connections to one server.</summary>
    private sealed class Putter : IDisposable
    {
        private readonly ServerChild _server;
        private readonly Wire[] _wires;
        private readonly byte[][] _bodies;

        public Putter(ServerChild server, byte[] body)
        {
            _server = server;
            server.MakeMission();
            _wires = [.. Enumerable.Range(0, Clients).Select(_ => new Wire(server.Address))];
            _bodies = [.. Enumerable.Range(0, Clients).Select(_ => (byte[])body.Clone())];
        }

        /// <summary>What the server computed for a put in each round: a machine that does other things too gives less time, not more work.</summary>
        public List<double> MillisecondsOfPuts { get; } = [];

        public async Task<double> RoundAsync(int round)
        {
            var before = _server.ProcessorTime;
            var rate = await PutAsync(round, _time);
            MillisecondsOfPuts.Add((_server.ProcessorTime - before).TotalMilliseconds / (rate * _time.TotalSeconds));
            return rate;
        }

        public Task<double> WarmUpAsync() => PutAsync(Rounds + 1, _warmUp);

        private Task<double> PutAsync(int round, TimeSpan time) => Bench.Rounds.RateAsync(Clients, time, (thread, i) =>
        {
            // No two files are alike, or their bytes would be kept once.
            BinaryPrimitives.WriteInt64LittleEndian(_bodies[thread], ((long)round << 48) + ((long)thread << 32) + i);
            ServerChild.Expect(_wires[thread].Send(
                "PUT", ServerChild.PathOf($"{round}-{thread}-{i}.bin"), ServerChild.Authorization, _bodies[thread]));
        });

        public void Dispose()
        {
            foreach (var wire in _wires)
                wire.Dispose();
            _server.Dispose();
        }
    }
}
