using Gantry.Clamd;
using Gantry.Local;
using Gantry.Postgres;
using Gantry.Rclone;
using Gantry.S3;

namespace Gantry.Server;

/// <summary>Chooses where state and bytes live and what runs steps; everything else is the same.</summary>
internal static class Backends
{
    public static void Add(IServiceCollection services, Settings settings)
    {
        services.AddSingleton<IDatabase>(provider => OpenDatabase(provider, settings));
        services.AddSingleton<IBlobStore>(provider => OpenLake(provider, settings));
        if (settings.Find("scan.clamd") is { } clamd && ClamdAddress.TryParse(clamd, out var address))
        {
            var options = new ClamdOptions { Address = address, LimitBytes = Sizes.Parse(settings.Text("scan.limit")), AnswerWithin = settings.Duration("scan.timeout") };
            services.AddSingleton<IMalwareScanner>(provider => new ClamdScanner(options, provider.GetRequiredService<TimeProvider>()));
        }
        services.AddSingleton(provider => StepBackends.Compose(settings, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IRemoteFiles>(provider => ActivatorUtilities.CreateInstance<RcloneFiles>(provider, new RcloneOptions
        {
            Program = settings.Text("remote.rclone"),
            Folder = InData(settings, "rclone"),
            AuthoritiesFile = settings.Find("remote.authorities"),
            Patience = settings.Duration("remote.patience"),
        }));
    }

    private static IDatabase OpenDatabase(IServiceProvider provider, Settings settings)
    {
        var clock = provider.GetRequiredService<TimeProvider>();
        return settings.Find("database.url") is { } connection
            ? new PostgresDatabase(connection, clock, provider.GetRequiredService<ILogger<PostgresDatabase>>())
            : new SqliteDatabase(InData(settings, "gantry.sqlite"), clock, provider.GetRequiredService<ILogger<SqliteDatabase>>());
    }

    private static IBlobStore OpenLake(IServiceProvider provider, Settings settings)
    {
        if (settings.Find("lake.s3.endpoint") is not { } endpoint)
            return new FolderBlobStore(settings.Find("lake.folder") ?? InData(settings, "lake"));
        var options = new S3Options
        {
            Endpoint = endpoint,
            Region = settings.Text("lake.s3.region"),
            Bucket = settings.Text("lake.s3.bucket"),
            Prefix = settings.Text("lake.s3.prefix"),
            AccessKey = settings.Find("lake.s3.access-key") ?? "",
            SecretKey = settings.Find("lake.s3.secret-key") ?? "",
            SpoolFolder = InData(settings, "spool"),
        };
        return ActivatorUtilities.CreateInstance<S3BlobStore>(provider, options);
    }

    private static string InData(Settings settings, string name) => Path.Combine(settings.Text("data.folder"), name);
}
