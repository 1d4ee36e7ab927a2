using System.Globalization;
using System.Text;

namespace Gantry.Rclone;

/// <summary>A place in rclone's words: the parameters of a remote, and a name under which rclone knows it.</summary>
internal sealed class RcloneRemote
{
    private RcloneRemote(RemotePlace place, string type)
    {
        (Place, Type) = (place, type);
        // Everything that makes it another remote is in the name, so that a new password is a new remote.
        Name = "g" + Digest.Of(string.Join('\n', place.Protocol, place.Address, place.User, place.Password, place.PrivateKey,
            place.HostKeys, place.Region, place.ImplicitTls)).Hex[..24];
    }

    public RemotePlace Place { get; }

    public string Name { get; }

    public string Type { get; }

    /// <summary>What is no secret.</summary>
    public Dictionary<string, string> Plain { get; } = [];

    /// <summary>What rclone wants obscured.</summary>
    public Dictionary<string, string> Passwords { get; } = [];

    /// <summary>The place as rclone writes it, with another name where one is given.</summary>
    public string Fs(string? name = null) => $"{name ?? Name}:{Place.Folder}";

    /// <summary>Translates a place. <paramref name="hostKeys"/> is the file its host keys stand in, where it has any.</summary>
    public static RcloneRemote Of(RemotePlace place, string? hostKeys)
    {
        if (place.Folder.AsSpan().ContainsAny("[]\n\r\0"))
            throw new RemoteFailureException(RemoteFailure.Refused, $"The folder of {place} holds a letter that rclone's addresses cannot carry.");
        var remote = new RcloneRemote(place, TypeOf(place.Protocol));
        switch (place.Protocol)
        {
            case RemoteProtocol.Sftp:
                remote.SetHost("22", "");
                // Nothing but file transfer is asked of the other side, and its links are not followed.
                remote.Set("shell_type", "none").Set("skip_links", "true").Set("set_modtime", "false").Set("known_hosts_file", hostKeys);
                remote.Set("key_pem", place.PrivateKey?.ReplaceLineEndings("\\n"));
                remote.SetPassword("pass");
                break;
            case RemoteProtocol.Ftp or RemoteProtocol.Ftps:
                remote.SetHost(place.ImplicitTls ? "990" : "21", "anonymous");
                remote.Set(place.ImplicitTls ? "tls" : "explicit_tls", place.Protocol == RemoteProtocol.Ftps ? "true" : "false");
                remote.SetPassword("pass");
                break;
            case RemoteProtocol.WebDav:
                remote.Set("url", place.Address).Set("vendor", "other").Set("user", place.User);
                remote.SetPassword("pass");
                break;
            case RemoteProtocol.Http:
                remote.Set("url", place.Address.EndsWith('/') ? place.Address : place.Address + "/");
                if (place.User is not null)
                    remote.Set("headers", "Authorization,Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{place.User}:{place.Password}")));
                break;
            case RemoteProtocol.S3:
                remote.Set("provider", "Other").Set("endpoint", place.Address).Set("region", place.Region ?? "us-east-1").Set("no_check_bucket", "true");
                remote.Set("access_key_id", place.User).Set("secret_access_key", place.Password);
                break;
        }
        return remote;
    }

    private static string TypeOf(RemoteProtocol protocol) => protocol switch
    {
        RemoteProtocol.Sftp => "sftp",
        RemoteProtocol.Ftp or RemoteProtocol.Ftps => "ftp",
        RemoteProtocol.WebDav => "webdav",
        RemoteProtocol.Http => "http",
        _ => "s3",
    };

    private RcloneRemote Set(string key, string? value)
    {
        if (value is not null)
            Plain[key] = value;
        return this;
    }

    private void SetHost(string usualPort, string usualUser)
    {
        if (!Uri.TryCreate("sftp://" + Place.Address, UriKind.Absolute, out var address) || address.Host.Length == 0)
            throw new RemoteFailureException(RemoteFailure.Refused, $"'{Place.Address}' is not a host with an optional port.");
        Set("host", address.Host.Trim('[', ']'));
        Set("port", !address.IsDefaultPort ? address.Port.ToString(CultureInfo.InvariantCulture) : usualPort);
        Set("user", Place.User ?? usualUser);
    }

    private void SetPassword(string key)
    {
        if (Place.Password is not null)
            Passwords[key] = Place.Password;
    }
}
