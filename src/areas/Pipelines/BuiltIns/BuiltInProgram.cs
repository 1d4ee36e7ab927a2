using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Gantry.Pipelines;

/// <summary>The program that does built-in actions: it stands beside the server, and steps are shown it together with the platform that runs it.</summary>
internal sealed class BuiltInProgram
{
    public const string Dotnet = ".gantry/dotnet/dotnet";
    public const string Assembly = ".gantry/actions/Gantry.Actions.dll";

    private const string Library = "libduckdb.so";

    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "actions");
    private static readonly string _platform = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private readonly Lazy<Task<string>> _digest = new(DigestAsync);

    /// <summary>Why built-in actions cannot be done here, with the way out; null when they can.</summary>
    public static string? Missing =>
        !File.Exists(Path.Combine(_folder, Path.GetFileName(Assembly))) ? $"the program of the built-in actions is not beside the server ({_folder}); build or install Gantry as a whole"
        : !File.Exists(Path.Combine(_platform, Path.GetFileName(Dotnet))) ? $"the .NET that runs the server is not at {_platform}, so steps cannot be shown it"
        : null;

    /// <summary>Why nothing can be asked with SQL here; null when it can.</summary>
    public static string? MissingForSql =>
        Missing ?? (File.Exists(Path.Combine(_folder, Library)) ? null : $"DuckDB's library {Library} is not beside the program of the built-in actions; install npm and build Gantry again, which brings it");

    /// <summary>The digest of everything the program is made of; empty when it is not there.</summary>
    public Task<string> ReadDigestAsync() => _digest.Value;

    /// <summary>What a step that uses a built-in action is shown beside its inputs.</summary>
    /// <exception cref="IOException">This node cannot do it; another may.</exception>
    public static IEnumerable<StepMount> MountsOf(string action)
    {
        if ((action == SqlBuiltIn.Action.Name ? MissingForSql : Missing) is { } missing)
            throw new IOException($"The action '{action}' cannot be done on this node: {missing}.");
        return [new(_platform, Path.GetDirectoryName(Dotnet)!, IsProgram: true), new(_folder, Path.GetDirectoryName(Assembly)!, IsProgram: true)];
    }

    /// <summary>The environment of the program. It cannot see how much memory it may use, so it is told.</summary>
    public static IReadOnlyDictionary<string, string> Variables(long memoryBytes) => new Dictionary<string, string>
    {
        ["TZ"] = "UTC", ["DOTNET_EnableDiagnostics"] = "0", ["DOTNET_GCHeapHardLimit"] = (memoryBytes / 4 * 3).ToString("x", CultureInfo.InvariantCulture),
    };

    private static async Task<string> DigestAsync()
    {
        if (!Directory.Exists(_folder))
            return "";
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(_folder).Order(StringComparer.Ordinal))
        {
            await using var content = File.OpenRead(file);
            all.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            all.AppendData(await SHA256.HashDataAsync(content));
        }
        return Convert.ToHexStringLower(all.GetHashAndReset());
    }
}
