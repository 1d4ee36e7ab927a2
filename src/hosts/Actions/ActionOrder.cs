using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gantry.Actions;

/// <summary>
/// What an action is to do: <c>--with JSON</c> what it is told, <c>--input NAME PATH</c> a file or a folder of files,
/// <c>--output NAME PATH</c>, <c>--value NAME TEXT</c>, <c>--memory BYTES</c>, <c>--threads N</c>.
/// </summary>
internal sealed record ActionOrder
{
    private static readonly JsonSerializerOptions _strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private string _with = "{}";

    /// <summary>The files of each input, sorted by name; none of one that is missing.</summary>
    public Dictionary<string, ActionInput> Inputs { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Outputs { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Where it may put what it needs for itself: a folder beside what it writes, so it counts as that. Whoever makes it removes it.</summary>
    public string TemporaryFolder => field ??= Path.Combine(Outputs.Values.Select(Path.GetDirectoryName).FirstOrDefault() ?? "", $".gantry-{Guid.CreateVersion7():N}");

    public long MemoryBytes { get; private set; } = 1L << 30;

    public int Threads { get; private set; } = 1;

    public static ActionOrder Read(IReadOnlyList<string> arguments)
    {
        var order = new ActionOrder();
        for (var i = 0; i < arguments.Count;)
        {
            var rest = arguments.Count - i - 1;
            switch (arguments[i])
            {
                case "--with" when rest >= 1: order._with = arguments[i + 1]; i += 2; break;
                case "--memory" when rest >= 1 && long.TryParse(arguments[i + 1], out var bytes): order.MemoryBytes = bytes; i += 2; break;
                case "--threads" when rest >= 1 && int.TryParse(arguments[i + 1], out var threads): order.Threads = Math.Max(1, threads); i += 2; break;
                case "--input" when rest >= 2: order.Inputs[arguments[i + 1]] = ActionInput.At(arguments[i + 2]); i += 3; break;
                case "--output" when rest >= 2: order.Outputs[arguments[i + 1]] = arguments[i + 2]; i += 3; break;
                case "--value" when rest >= 2: order.Values[arguments[i + 1]] = arguments[i + 2]; i += 3; break;
                default: throw new ActionMisusedException($"'{arguments[i]}' is none of --with JSON, --input NAME PATH, --output NAME PATH, --value NAME TEXT, --memory BYTES, --threads N");
            }
        }
        return order;
    }

    /// <summary>What it is told, as what the action understands.</summary>
    public T With<T>()
    {
        try
        {
            return JsonSerializer.Deserialize<T>(_with, _strict) ?? throw new ActionMisusedException("--with is null");
        }
        catch (JsonException e)
        {
            throw new ActionMisusedException($"--with is not understood: {e.Message}");
        }
    }

    /// <summary>The one output of an action that makes one, whatever its name.</summary>
    public string OnlyOutput => Outputs.Count == 1 ? Outputs.Values.First() : throw new ActionMisusedException($"one output is made, and {Outputs.Count} are asked for");

    /// <summary>The input of this name, or the only one there is.</summary>
    public ActionInput Input(string? name = null)
    {
        if (name is null)
            return Inputs.Count == 1 ? Inputs.Values.First() : throw new ActionMisusedException($"one input is read, and there are {Inputs.Count}: {string.Join(", ", Inputs.Keys)}");
        return Inputs.GetValueOrDefault(name) ?? throw new ActionMisusedException($"there is no input '{name}'; there are {string.Join(", ", Inputs.Keys)}");
    }
}

/// <summary>An input: the files it is.</summary>
/// <param name="IsFolder">Whether it may be several.</param>
internal sealed record ActionInput(IReadOnlyList<string> Files, bool IsFolder)
{
    public static ActionInput At(string path) =>
        path.Length == 0 ? new([], IsFolder: false)
        : Directory.Exists(path) ? new([.. Directory.EnumerateFiles(path).Order(StringComparer.Ordinal)], IsFolder: true)
        : File.Exists(path) ? new([path], IsFolder: false)
        : throw new ActionMisusedException($"there is no input {path}");
}
