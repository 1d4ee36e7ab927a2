namespace Gantry.TestKit;

/// <summary>The files a one-node Swift wants.</summary>
internal static class SwiftConfiguration
{
    public const string Swift =
        """
        [swift-hash]
        swift_hash_path_suffix = gantry
        swift_hash_path_prefix = gantry
        [storage-policy:0]
        name = one
        default = yes
        """;

    public static string Storage(string folder, string kind, int port) =>
        $"""
         [DEFAULT]
         bind_ip = 127.0.0.1
         bind_port = {port}
         devices = {folder}/node
         mount_check = false
         swift_dir = {folder}
         user = {Environment.UserName}
         workers = 0
         disable_fallocate = true
         [pipeline:main]
         pipeline = {kind}-server
         [app:{kind}-server]
         use = egg:swift#{kind}
         """;

    // The smallest part is five megabytes, as it is at Amazon, so that the tests meet the same limits.
    public static string Proxy(string folder, int port, int memcached, string accessKey, string secretKey) =>
        $"""
         [DEFAULT]
         bind_ip = 127.0.0.1
         bind_port = {port}
         swift_dir = {folder}
         user = {Environment.UserName}
         workers = 0
         [pipeline:main]
         pipeline = catch_errors gatekeeper cache listing_formats s3api tempauth copy slo dlo versioned_writes symlink proxy-server
         [app:proxy-server]
         use = egg:swift#proxy
         account_autocreate = true
         node_timeout = 60
         [filter:catch_errors]
         use = egg:swift#catch_errors
         [filter:gatekeeper]
         use = egg:swift#gatekeeper
         [filter:cache]
         use = egg:swift#memcache
         memcache_servers = 127.0.0.1:{memcached}
         [filter:listing_formats]
         use = egg:swift#listing_formats
         [filter:s3api]
         use = egg:swift#s3api
         s3_acl = false
         location = us-east-1
         min_segment_size = 5242880
         allow_multipart_uploads = true
         [filter:tempauth]
         use = egg:swift#tempauth
         user_{accessKey.Replace(':', '_')} = {secretKey} .admin
         [filter:copy]
         use = egg:swift#copy
         [filter:slo]
         use = egg:swift#slo
         [filter:dlo]
         use = egg:swift#dlo
         [filter:versioned_writes]
         use = egg:swift#versioned_writes
         allow_versioned_writes = true
         allow_object_versioning = true
         [filter:symlink]
         use = egg:swift#symlink
         """;
}
