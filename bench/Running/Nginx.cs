using System.Diagnostics;

namespace Gantry.Bench.Running;

/// <summary>nginx with sendfile, as its packages set it up, over one folder.</summary>
internal sealed class Nginx : IDisposable
{
    private readonly Process _process;

    private Nginx(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Null where there is no nginx on this machine.</summary>
    public static async Task<Nginx?> StartAsync(Scratch scratch, string served)
    {
        if (Array.Find(["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"], File.Exists) is not { } program)
        {
            await Console.Error.WriteLineAsync("nginx is not installed, so it is left out.");
            return null;
        }
        var (folder, port) = (scratch.Folder("nginx"), Ports.Free());
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"),
            $$"""
            daemon off;
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            worker_processes auto;
            pid {{folder}}/pid;
            error_log {{folder}}/error.log;
            events { worker_connections 4096; }
            http {
                sendfile on; tcp_nopush on; access_log off;
                client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/fastcgi;
                uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
                server { listen 127.0.0.1:{{port}}; root {{served}}; }
            }
            """);
        var process = Process.Start(program, ["-e", Path.Combine(folder, "error.log"), "-c", Path.Combine(folder, "nginx.conf")]);
        while (!File.Exists(Path.Combine(folder, "pid")) && !process.HasExited)
            await Task.Delay(20);
        await Task.Delay(200);
        return new(process, new($"http://127.0.0.1:{port}"));
    }

    public void Dispose()
    {
        using (var stop = Process.Start("/bin/kill", ["-QUIT", $"{_process.Id}"]))
            stop.WaitForExit();
        _process.WaitForExit();
        _process.Dispose();
    }
}
