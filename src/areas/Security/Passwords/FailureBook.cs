namespace Gantry.Security;

/// <summary>
/// Journals failed log-ins: each one as long as they are few, then one summary for the rest of the minute. The journal is
/// for reading, and a guesser must not be able to fill the disk with it.
/// </summary>
internal sealed class FailureBook(IDatabase database, TimeProvider clock)
{
    /// <summary>How many a minute are journalled one by one.</summary>
    public const int OneByOne = 20;

    private const int MostNamed = 20;

    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);
    private DateTimeOffset _since;
    private int _told;
    private int _untold;

    public async Task NoteAsync(string name, string address, string way, CancellationToken ct)
    {
        // What is not the form of a name may well be a password that slipped into the wrong field.
        var shown = Names.WrongWith("name", name) is null ? name : "(not a name)";
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_untold == 0 && now - _since >= _minute)
                (_since, _told) = (now, 0);
            if (_told >= OneByOne)
            {
                _untold++;
                if (_names.Count < MostNamed)
                    _names.Add(shown);
                if (_addresses.Count < MostNamed)
                    _addresses.Add(address);
                return;
            }
            _told++;
        }
        await database.WriteAsync(work =>
        {
            work.Tell(Entry.Of(SecurityKinds.LoginFailed, Scope.Everywhere, $"users/{shown}", "nobody", new { name = shown, address, way }));
            return Task.CompletedTask;
        }, ct);
    }

    /// <summary>Writes the summary of what was not journalled one by one, once its minute is over or the server stops.</summary>
    public async Task FlushAsync(bool isStopping, CancellationToken ct)
    {
        Entry summary;
        lock (_gate)
        {
            if (_untold == 0 || (!isStopping && clock.GetUtcNow() - _since < _minute))
                return;
            summary = Entry.Of(SecurityKinds.LoginsFailed, Scope.Everywhere, "users", "nobody",
                new { count = _untold, since = _since, names = _names.ToArray(), addresses = _addresses.ToArray() });
            (_untold, _told, _since) = (0, 0, clock.GetUtcNow());
            _names.Clear();
            _addresses.Clear();
        }
        await database.WriteAsync(work =>
        {
            work.Tell(summary);
            return Task.CompletedTask;
        }, ct);
    }
}
