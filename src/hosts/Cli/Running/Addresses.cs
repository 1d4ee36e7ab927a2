namespace Gantry.Cli;

/// <summary>A server's address as it is written.</summary>
internal static class Addresses
{
    public const string Default = "http://127.0.0.1:8420";

    public static Uri Read(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address is { Query: "", Fragment: "", UserInfo: "" }
            ? address
            : throw new UsageException($"'{text}' is not a server's address; write it like {Addresses.Default}.");

    /// <summary>The form that credentials are kept under: one server, one spelling.</summary>
    public static string Key(Uri address) => address.AbsoluteUri.TrimEnd('/');
}
