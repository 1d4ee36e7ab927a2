using Gantry.Conformance;
using Gantry.Podman;
using Gantry.TestKit;

namespace Gantry.Steps.Tests.Podman;

/// <summary>Containers of an image that the tests make themselves: one static program, nothing fetched from anywhere.</summary>
internal sealed class PodmanPlace : StepPlace
{
    private static readonly string _folder = Path.Combine(Path.GetTempPath(), $"gantry-podman-tests-{Environment.UserName}");
    private static readonly Lazy<Task<string>> _image = new(BuildAsync);

    public static PodmanOptions Options { get; } = new() { Programs = ["podman"], Folder = Path.Combine(_folder, "own"), StorageFolder = Path.Combine(_folder, "store") };

    public override string HostKind => "podman";

    public override string HostOptions => System.Text.Json.JsonSerializer.Serialize(Options);

    public override int Many => 16;

    public override IStepRunner Open() => new PodmanRunner(Options, TimeProvider.System);

    public override async Task<string?> ImageAsync() => await _image.Value;

    public override async Task NeedAsync()
    {
        Needs.Server("podman", "podman runc", Needs.Find("podman"));
        Needs.Server("busybox", "busybox-static", Needs.Find("busybox"));
        Needs.That(await Open().MissingAsync(CancellationToken.None) is null, $"podman does not work here: {await Open().MissingAsync(CancellationToken.None)}.");
    }

    private static async Task<string> BuildAsync()
    {
        using var folder = new TempFolder("image");
        var programs = folder.At("root", "bin");
        foreach (var name in (string[])["root/bin", "root/tmp", "root/etc", "root/step"])
            Directory.CreateDirectory(folder.At(name));
        // Where an image has a /tmp, its mode stands, as that of any real one is.
        await ServerProcess.RunAsync("chmod", "1777", folder.At("root", "tmp"));
        File.Copy(Needs.Find("busybox")!, Path.Combine(programs, "busybox"));
        foreach (var tool in (string[])["sh", "cat", "chmod", "cut", "dd", "env", "grep", "head", "id", "kill", "ln", "ls", "mkdir", "mkfifo", "printf", "pwd", "rm", "setsid", "sleep", "tail", "tr", "true", "wc"])
            File.CreateSymbolicLink(Path.Combine(programs, tool), "busybox");
        await ServerProcess.RunAsync("tar", "-C", folder.At("root"), "-cf", folder.At("root.tar"), ".");
        var engine = new Engine(Needs.Find("podman")!, Options);
        var (isDone, _, said) = await engine.AskAsync(["import", folder.At("root.tar"), "localhost/gantry-step-tests:1"], CancellationToken.None);
        if (!isDone)
            throw new InvalidOperationException($"The image cannot be made: {said}");
        return await new PodmanRunner(Options, TimeProvider.System).PinAsync("localhost/gantry-step-tests:1", CancellationToken.None);
    }
}
