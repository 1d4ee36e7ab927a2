namespace Gantry.Hub;

/// <summary>Opens sources: finds their secrets and the way to reach them.</summary>
internal sealed class SourceReaders(IRemoteFiles files, LocalFolders folders, TimeProvider clock, ISecrets secrets)
{
    /// <summary>Opens a source with the secrets as they are now.</summary>
    public async Task<Result<SourceReader>> OpenAsync(SourceKey key, SourceDeclaration source, CancellationToken ct)
    {
        if (source.IsLocal)
            return folders.Open(source);
        var credentials = source.Credentials;
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in ((string?[])[credentials.PasswordSecret, credentials.PrivateKeySecret, credentials.ClientSecret]).OfType<string>())
        {
            try
            {
                if (await secrets.FindAsync(key.Mission, key.Environment, name, ct) is not { } value)
                    return SourceFaults.NoSuchSecret(key, name);
                found[name] = value;
            }
            catch (SecretUnreadableException e)
            {
                return SourceFaults.UnreadableSecret(name, e.Message);
            }
        }
        string? Secret(string? name) => name is null ? null : found[name];
        var password = Secret(credentials.PasswordSecret);
        return source.Kind switch
        {
            SourceKind.OData => new ODataReader(source, Http(source, password, Secret(credentials.ClientSecret)), clock),
            SourceKind.Cadip => new CadipReader(source, Http(source, password, Secret(credentials.ClientSecret)), clock),
            _ => new RemoteReader(source, new(Protocol(source.Kind), source.Address, source.Folder)
            {
                User = credentials.User,
                Password = password,
                PrivateKey = Secret(credentials.PrivateKeySecret),
                HostKeys = credentials.HostKeys,
                Region = credentials.Region,
                ImplicitTls = credentials.IsImplicitTls,
                BytesPerSecond = source.BytesPerSecond,
            }, files),
        };
    }

    private PartnerHttp Http(SourceDeclaration source, string? password, string? clientSecret) =>
        new(source.Address, new PartnerLogin(source.Credentials, password, clientSecret, clock), clock, source.BytesPerSecond);

    private static RemoteProtocol Protocol(SourceKind kind) => kind switch
    {
        SourceKind.Http => RemoteProtocol.Http,
        SourceKind.Sftp => RemoteProtocol.Sftp,
        SourceKind.Ftp => RemoteProtocol.Ftp,
        SourceKind.Ftps => RemoteProtocol.Ftps,
        SourceKind.WebDav => RemoteProtocol.WebDav,
        _ => RemoteProtocol.S3,
    };
}
