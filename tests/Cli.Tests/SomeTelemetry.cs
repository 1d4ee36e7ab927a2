using Gantry.TestKit;

namespace Gantry.Cli.Tests;

/// <summary>A database and files of packets for it, in a folder of their own.</summary>
internal sealed class SomeTelemetry : IDisposable
{
    private readonly TempFolder _folder = new("telemetry");

    public SomeTelemetry()
    {
        File.WriteAllText(Database, SamplePackets.Xml("0.5"));
        File.WriteAllBytes(Packets, [.. Enumerable.Range(0, 20).SelectMany(i => SamplePackets.Of(i % 2 == 0 ? SamplePackets.Power : SamplePackets.Mode, i / 2, i))]);
    }

    public string Database => _folder.At("mission.xml");

    public string Packets => _folder.At("pass.bin");

    public string At(string name) => _folder.At(name);

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder.At(name), bytes);
        return _folder.At(name);
    }

    public string Write(string name, string text)
    {
        File.WriteAllText(_folder.At(name), text);
        return _folder.At(name);
    }

    public void Dispose() => _folder.Dispose();
}
