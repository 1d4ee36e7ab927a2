using Neo.Tables;
using Neo.Time;

namespace Neo.Cli;

/// <summary>What was written on the command line cannot be meant.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The words after the command, checked against its options.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = [];
    private readonly List<string> _operands = [];

    public Arguments(Command command, IEnumerable<string> words)
    {
        using var word = words.GetEnumerator();
        while (word.MoveNext())
        {
            if (!word.Current.StartsWith("--", StringComparison.Ordinal))
            {
                if (command.Operands.Length == 0)
                    throw new UsageException($"'{word.Current}' is one word too many.");
                _operands.Add(word.Current);
                continue;
            }
            var parts = word.Current[2..].Split('=', 2);
            var option = command.Options.FirstOrDefault(o => o.Name == parts[0]) ?? throw new UsageException($"There is no option --{parts[0]}.");
            var value = parts.Length == 2 ? parts[1] : option.IsSwitch ? "yes" : word.MoveNext() ? word.Current : throw new UsageException($"--{option.Name} wants {option.Value}.");
            if (!_values.TryAdd(option.Name, value))
                throw new UsageException($"--{option.Name} stands twice.");
        }
        foreach (var option in command.Options.Where(o => o.Default is null && !o.IsSwitch && !_values.ContainsKey(o.Name)))
            throw new UsageException($"--{option.Name} {option.Value} is missing: {option.Meaning}.");
        foreach (var option in command.Options.Where(o => o.Default is { Length: > 0 }))
            _values.TryAdd(option.Name, option.Default!);
    }

    public IReadOnlyList<string> Operands => _operands;

    public bool Has(string name) => _values.ContainsKey(name);

    public string Text(string name) => _values.TryGetValue(name, out var value) ? value : "";

    public double Number(string name, double least, double most) =>
        Cells.TryNumber(Text(name), out var value) && value >= least && value <= most
            ? value : throw new UsageException($"--{name} is '{Text(name)}'; a number from {least} to {most} is wanted.");

    public int Whole(string name, int least, int most) =>
        Number(name, least, most) is var value && value == Math.Floor(value) ? (int)value : throw new UsageException($"--{name} is '{Text(name)}'; a whole number is wanted.");

    public Utc Date(string name) =>
        Utc.TryParse(Text(name), out var utc) ? utc : throw new UsageException($"--{name} is '{Text(name)}'; a date like 2026-11-21 or 2026-11-21T03:00:00Z is wanted.");

    public string OneOf(string name, params string[] values) =>
        values.Contains(Text(name)) ? Text(name) : throw new UsageException($"--{name} is '{Text(name)}'; one of {string.Join(", ", values)} is wanted.");

    /// <summary>The content of a file that an option names.</summary>
    public string Read(string name)
    {
        var path = Text(name);
        return File.Exists(path) ? File.ReadAllText(path) : throw new UsageException($"--{name} names {path}, which is not there.");
    }
}
