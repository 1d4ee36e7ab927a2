using System.Globalization;
using System.Text;
using Gantry.TestKit;
using Xunit;

namespace Gantry.Conformance;

/// <summary>A folder of attempts and a runner; each test has its own.</summary>
public abstract class StepSuite : IAsyncLifetime
{
    /// <summary>The variable by which the processes of a test's steps are found, whatever they did to hide.</summary>
    public const string Mark = "STEP_TEST_MARK";

    private readonly TempFolder _attempts = new("attempts");
    private string? _image;

    protected abstract StepPlace Place { get; }

    protected IStepRunner Runner { get; private set; } = null!;

    protected string Attempts => _attempts.Path;

    protected string MarkValue { get; } = Guid.CreateVersion7().ToString("N");

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Place.NeedAsync();
        _image = await Place.ImageAsync();
        Runner = Place.Open();
    }

    public async ValueTask DisposeAsync()
    {
        if (Runner is not null)
            await Runner.KillLeftoversAsync(Attempts, CancellationToken.None);
        (Runner as IDisposable)?.Dispose();
        _attempts.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>An order for a script of the shell.</summary>
    protected StepOrder Order(string script) => Order("sh", "-c", script);

    protected StepOrder Order(params string[] command)
    {
        var attempt = Guid.CreateVersion7();
        return new(attempt, Directory.CreateDirectory(_attempts.At(attempt.ToString("N"))).FullName, command)
        {
            Image = _image,
            Environment = new Dictionary<string, string> { [Mark] = MarkValue },
            TimeLimit = TimeSpan.FromMinutes(2),
            MemoryBytes = 256 << 20,
            Processes = 64,
        };
    }

    protected async Task<Heard> RunAsync(StepOrder order)
    {
        var heard = new Heard();
        heard.Exit = await Runner.RunAsync(order, heard, Ct);
        return heard;
    }

    protected Task<Heard> RunAsync(string script) => RunAsync(Order(script));

    /// <summary>Every process of this machine that carries the mark and lives.</summary>
    protected IReadOnlyList<int> Living() =>
    [
        .. Directory.GetDirectories("/proc").Select(Path.GetFileName)
            .Where(name => name!.All(char.IsAsciiDigit)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(HasMark),
    ];

    protected void AssertNothingLives() => Assert.Empty(Living());

    private bool HasMark(int process)
    {
        try
        {
            return process != Environment.ProcessId && File.ReadAllText($"/proc/{process}/environ").Contains(MarkValue, StringComparison.Ordinal)
                && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

/// <summary>What was heard of a step, and how it ended.</summary>
public sealed class Heard : IStepListener
{
    private readonly Lock _gate = new();
    private readonly Dictionary<StepVoice, MemoryStream> _said = new() { [StepVoice.Output] = new(), [StepVoice.Error] = new() };
    private readonly List<(string Text, TaskCompletionSource Said)> _awaited = [];

    public StepExit Exit { get; set; } = null!;

    public string Output => Encoding.UTF8.GetString(Bytes(StepVoice.Output));

    public string Error => Encoding.UTF8.GetString(Bytes(StepVoice.Error));

    public byte[] Bytes(StepVoice voice)
    {
        lock (_gate)
            return _said[voice].ToArray();
    }

    /// <summary>Comes when this was said, by either voice.</summary>
    public Task HearsAsync(string text)
    {
        lock (_gate)
        {
            var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((text, said));
            Settle();
            return said.Task.WaitAsync(TimeSpan.FromSeconds(120));
        }
    }

    public ValueTask SaidAsync(StepVoice voice, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        lock (_gate)
        {
            _said[voice].Write(bytes.Span);
            Settle();
        }
        return ValueTask.CompletedTask;
    }

    private void Settle()
    {
        foreach (var (text, said) in _awaited)
        {
            if (_said.Values.Any(v => Encoding.UTF8.GetString(v.ToArray()).Contains(text, StringComparison.Ordinal)))
                said.TrySetResult();
        }
    }
}
