using Gantry.Rclone;
using Gantry.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Backends.Tests.Rclone;

internal static class RclonePlace
{
    public static RcloneFiles Open(TempFolder folder, string? authorities = null, TimeSpan? patience = null)
    {
        Needs.Server("rclone", "rclone", Needs.Find("rclone"));
        return new(new RcloneOptions
        {
            Folder = folder.At("rclone"), AuthoritiesFile = authorities, Patience = patience ?? TimeSpan.FromSeconds(30),
            ConnectWithin = patience ?? TimeSpan.FromSeconds(15),
        }, TimeProvider.System, NullLogger<RcloneFiles>.Instance);
    }
}
