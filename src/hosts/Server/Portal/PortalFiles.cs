using System.Reflection;
using System.Text.Json;

namespace Gantry.Server;

/// <summary>The portal as it was built into this program; without Node it was not, and everything else works.</summary>
internal sealed class PortalFiles
{
    private const string Prefix = "portal/";

    private readonly Dictionary<string, PortalFile> _files = new(StringComparer.Ordinal);

    public static PortalFiles Built { get; } = Of(typeof(PortalFiles).Assembly);

    /// <summary>The first words of the portal's addresses.</summary>
    public IReadOnlyList<string> Rooms { get; private init; } = [];

    public PortalFile? Page => Find("index.html");

    public PortalFile? Find(string name) => _files.GetValueOrDefault(name);

    private static PortalFiles Of(Assembly program)
    {
        var files = new PortalFiles { Rooms = JsonSerializer.Deserialize<string[]>(Read(program, "portal-rooms.json"))! };
        var names = program.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Select(n => n.Replace('\\', '/')).ToHashSet();
        foreach (var name in names.Where(n => !n.EndsWith(".br", StringComparison.Ordinal) && !n.EndsWith(".gz", StringComparison.Ordinal)))
            files._files[name[Prefix.Length..]] = new(PortalFile.TypeOf(name), Read(program, name), ReadIf(name + ".br"), ReadIf(name + ".gz"));
        return files;

        byte[]? ReadIf(string name) => names.Contains(name) ? Read(program, name) : null;
    }

    private static byte[] Read(Assembly program, string name)
    {
        using var resource = program.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The program has no resource {name}.");
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
