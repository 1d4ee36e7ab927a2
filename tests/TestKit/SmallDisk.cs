namespace Gantry.TestKit;

/// <summary>A disk of a few megabytes, to be filled; only root can mount one.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private readonly TempFolder _folder = new("disk");

    private SmallDisk()
    {
    }

    public string Path => _folder.Path;

    public long FreeBytes => new DriveInfo(Path).AvailableFreeSpace;

    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        Needs.That(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only root can mount the small disk that this test fills.");
        var disk = new SmallDisk();
        try
        {
            await ServerProcess.RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Path);
        }
        catch (InvalidOperationException e)
        {
            disk._folder.Dispose();
            Needs.That(false, $"This machine lets nobody mount the small disk that this test fills: {e.Message}");
        }
        return disk;
    }

    public async ValueTask DisposeAsync()
    {
        await ServerProcess.RunAsync("umount", "-l", Path);
        _folder.Dispose();
    }
}
