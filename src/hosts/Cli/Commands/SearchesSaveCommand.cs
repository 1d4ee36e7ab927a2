using System.CommandLine;

namespace Gantry.Cli;

/// <summary>Saves a search under a name.</summary>
internal sealed class SearchesSaveCommand : Verb
{
    private static readonly string[] _orders = ["newest", "oldest", "name"];

    private readonly TargetWords _target;
    private readonly Option<string?> _product = new("--product") { Description = "Products whose name holds this; with a star, which stands for any letters, from its beginning to its end.", HelpName = "NAME" };
    private readonly Option<string?> _type = new("--type") { Description = "Products of this type.", HelpName = "TYPE" };
    private readonly Option<string?> _since = new("--since") { Description = $"Published from then on. {Times.PastWords}.", HelpName = "TIME" };
    private readonly Option<string?> _until = new("--until") { Description = "Published before then; a time like that of --since.", HelpName = "TIME" };
    private readonly Option<string?> _area = new("--area") { Description = "That show some of this ground: three corners or more, as longitude and latitude.", HelpName = "'LON LAT,LON LAT,…'" };
    private readonly Option<string?> _filter = new("--filter") { Description = "More, in the words of $filter.", HelpName = "FILTER" };
    private readonly Option<string?> _order = new("--order") { Description = "newest, oldest or name.", HelpName = "ORDER" };
    private readonly Option<string?> _sql = new("--sql") { Description = "A question in SQL, in the place of a search for products.", HelpName = "SQL" };
    private readonly Option<string[]> _from = new("--from") { Description = "A table of the question, as of 'gantry query': NAME=WHAT.", HelpName = "NAME=WHAT" };

    public SearchesSaveCommand() : base("save", "Save a search for products, or a question, under a name; what has that name is replaced.")
    {
        _target = new(this, "MISSION/ENV NAME", "The environment, then what the search shall be called.", mayBeEmpty: true);
        _order.AcceptOnlyFromAmong(_orders);
        foreach (var option in (Option[])[_product, _type, _since, _until, _area, _filter, _order, _sql, _from])
            Add(option);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry searches save sentinel/ops 'orbits of S1A' --product 'S1A_*' --type AUX_RESORB",
        "gantry searches save sentinel/ops 'large ones' --filter 'ContentLength gt 1000000' --since 2026-11-01",
        "gantry searches save neo/ops 'close ones' --sql \"from 'type:ORBIT_TABLE' where moid < 0.05\"",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, words) = _target.Read(call);
        if (words is not [var name])
            throw new UsageException("What shall it be called? One NAME, in quotes where it has spaces.");
        var address = call.Get(_sql) is { } sql ? Question(call, sql) : Search(call);
        var room = call.Get(_sql) is null ? SavedSearches.Products : SavedSearches.Query;
        var kept = await call.Client.SaveSearchAsync(new(room, target.Mission, target.Environment, name, address.ToString()), call.Ct);
        call.Show(kept, k => call.Out.Line($"saved '{k.Name}': {address.Words}"));
        return ExitCode.Done;
    }

    private SearchAddress Question(Call call, string sql)
    {
        if (((Option<string?>[])[_product, _type, _since, _until, _area, _filter, _order]).Any(o => call.Get(o) is not null))
            throw new UsageException("--sql is a question, all else is a search for products; save two.");
        var address = new SearchAddress();
        address.Add("sql", sql);
        address.Add("from", string.Join('\n', (call.Get(_from) ?? []).Select(word => QueryCommand.Table(word) is var (table, what) ? $"{table} = {what}" : word)));
        return address.IsEmpty ? throw new UsageException("--sql is empty; it takes a question.") : address;
    }

    private SearchAddress Search(Call call)
    {
        if (call.Get(_from) is { Length: > 0 })
            throw new UsageException("--from names a table of a question; --sql asks it.");
        if (call.Get(_area) is { } area && SearchArea.Read(area) is null)
            throw new UsageException($"--area '{area}' is no area: three corners or more, as longitude and latitude in degrees, such as '5 45,15 45,15 55,5 55'.");
        var address = new SearchAddress();
        foreach (var (key, option) in ((string, Option<string?>)[])[("name", _product), ("from", _since), ("until", _until), ("productType", _type), ("area", _area), ("filter", _filter), ("order", _order)])
            address.Add(key, option == _since || option == _until ? Day(call, option) : call.Get(option));
        return address.IsEmpty ? throw new UsageException("What is to be looked for? Say it with --product, --type, --since, --until, --area or --filter; or ask with --sql.") : address;
    }

    // A day stays one, as people read it; any other time is said in full.
    private static string? Day(Call call, Option<string?> option) => call.Get(option) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", out _) ? text
        : Times.ReadPast(text, call.Clock) is { } time ? time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture) : null;
}
