using System.Text;

namespace Gantry.Server;

/// <summary>What stands at the portal's address when it was not built.</summary>
internal static class PortalMissing
{
    public const string Words = "not built: Node.js 20 or newer and npm were not there when this program was built; install them and build again";

    public static PortalFile Page { get; } = new("text/html; charset=utf-8", Encoding.UTF8.GetBytes(
        """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Gantry</title></head>
        <body>
        <h1>Gantry is running, without its portal</h1>
        <p>The portal was not built: Node.js 20 or newer and npm were not there when this program was built.
        Install them (<code>apt-get install nodejs npm</code>, or from nodejs.org) and build Gantry again.</p>
        <p>Everything else works: the <code>gantry</code> command, <a href="/openapi/v1.json">the HTTP API</a>, and any OData or STAC client.</p>
        </body>
        </html>
        """), null, null);
}
