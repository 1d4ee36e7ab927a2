using System.CommandLine;
using System.Text.Json;
using Gantry.Api;
using Gantry.Client;

namespace Gantry.Cli;

/// <summary>One use of a command: what was written on the command line, the terminal, and the server it is about.</summary>
internal sealed class Call(ParseResult line, Terminal terminal, CancellationToken ct) : IDisposable
{
    private GantryClient? _client;

    public Terminal Terminal { get; } = terminal;

    public CancellationToken Ct { get; } = ct;

    public TimeProvider Clock => Terminal.Clock;

    public bool IsJson => line.GetValue(GlobalOptions.Json);

    public Screen Out { get; } = Screen.Out(terminal);

    public Screen Error { get; } = Screen.Error(terminal);

    /// <summary>Which server is meant: --url, then GANTRY_URL, then this machine's.</summary>
    public Uri Address => Addresses.Read(line.GetValue(GlobalOptions.Url) ?? Terminal.Variable("GANTRY_URL") ?? Addresses.Default);

    public GantryClient Client => _client ??= new(Address, SignIn());

    public T? Get<T>(Option<T> option) => line.GetValue(option);

    public T Get<T>(Argument<T> argument) => line.GetValue(argument)!;

    /// <summary>The answer: as the one JSON document, or as people read it.</summary>
    public void Show<T>(T document, Action<T> forPeople)
    {
        if (IsJson)
            Terminal.Out.WriteLine(JsonText.Document(document));
        else
            forPeople(document);
    }

    /// <summary>A whole list as the API would page it: everything, so nothing comes next.</summary>
    public async Task<Page<T>> AllAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items.WithCancellation(Ct))
            all.Add(item);
        return new(all, null);
    }

    public void Dispose() => _client?.Dispose();

    private Credentials SignIn()
    {
        if (Terminal.Variable("GANTRY_TOKEN") is { } token)
            return Credentials.Token(token);
        var keeper = CredentialsFile.Of(Terminal).For(Address);
        return keeper.Read() is null ? Credentials.None : Credentials.Login(keeper);
    }
}

/// <summary>JSON as the commands write it.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions _line = new(JsonSerializerDefaults.Web)
    {
        // Not for a web page; what is copied from here should be what was meant.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions _document = new(_line) { WriteIndented = true, NewLine = "\n" };

    public static string Document<T>(T value) => JsonSerializer.Serialize(value, _document);

    public static string Line<T>(T value) => JsonSerializer.Serialize(value, _line);
}
