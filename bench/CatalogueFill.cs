using System.Globalization;

namespace Gantry.Bench;

/// <summary>A catalogue of any size: 40,000 products a day of twenty types, two of which are half of all, with twelve attributes each.</summary>
internal static class CatalogueFill
{
    private const long FirstDay = 1_735_689_600_000;
    private const long Apart = 2_160;

    private static readonly (string Name, char Kind, string Value)[] _attributes =
    [
        ("productType", 'S', "product_type"), ("platformShortName", 'S', "platform"), ("platformSerialIdentifier", 'S', "serial"),
        ("orbitNumber", 'I', "number / 400"), ("relativeOrbitNumber", 'I', "(number / 400) % 175"),
        ("beginningDateTime", 'T', "valid_from"), ("endingDateTime", 'T', "valid_until"),
        ("operationalMode", 'S', "case number % 4 when 0 then 'IW' when 1 then 'EW' when 2 then 'SM' else 'WV' end"),
        ("processingCenter", 'S', "case number % 3 when 0 then 'OPOD' when 1 then 'ECMF' else 'MPC_' end"),
        ("polarisationChannels", 'S', "case number % 5 when 0 then 'VV' when 1 then 'HH' else 'VV/VH' end"),
        ("sliceNumber", 'I', "number % 30"), ("datatakeID", 'I', "number / 13"),
    ];

    public static string PublishedAt(long number) =>
        DateTimeOffset.FromUnixTimeMilliseconds(FirstDay + (number * Apart)).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    public static string Name(long number) => $"S1A_OPER_AUX_{(number * 7919 % 1_000_003).ToString("D7", CultureInfo.InvariantCulture)}_{number.ToString("D9", CultureInfo.InvariantCulture)}.EOF";

    public static string Type(long number) => "AUX_T" + (number % 4 < 2 ? number % 2 : number % 20).ToString("D2", CultureInfo.InvariantCulture);

    public static string Attributes(params (string Name, string Value)[] wanted) => string.Join(" and ", wanted.Select(w =>
        $"Attributes/OData.CSC.StringAttribute/any(att:att/Name eq '{w.Name}' and att/OData.CSC.StringAttribute/Value eq '{w.Value}')"));

    public static async Task FillAsync(IDatabase database, int size)
    {
        var isSqlite = database.Dialect.Engine == "sqlite";
        // Indexes are made afterwards, which is many times faster.
        var indexes = await database.ReadAsync(session => session.QueryAsync(
            isSqlite
                ? SqlText.Of($"select name, sql from sqlite_master where type = 'index' and tbl_name = 'hub_product' and sql is not null")
                : SqlText.Of($"select indexname, indexdef from pg_indexes where tablename = 'hub_product' and indexname not like '%key'"),
            row => (Name: row.Text(0), Sql: row.Text(1)), CancellationToken.None), CancellationToken.None);
        indexes.RemoveAll(index => index.Name.EndsWith("_pkey", StringComparison.Ordinal));
        await RunAsync(database, string.Join(";\n", indexes.Select(index => "drop index " + index.Name)));
        await RunAsync(database, Products(size, isSqlite));
        foreach (var index in indexes)
            await RunAsync(database, index.Sql);
        for (var i = 0; i < _attributes.Length; i++)
            await RunAsync(database, Attribute(i, isSqlite));
        await RunAsync(database,
            $"""
             update hub_numbering set last = {size};
             insert into hub_tally select mission, environment, product_type, platform, serial, published_at / 86400000, count(*), sum(size_bytes),
                 0, 0, 9223372036854775807, 0 from hub_product group by mission, environment, product_type, platform, serial, published_at / 86400000
             """);
    }

    private static string Products(int size, bool isSqlite)
    {
        var numbers = isSqlite
            ? $"with recursive n(number) as (select 1 union all select number + 1 from n where number < {size})"
            : $"with n as (select number::bigint from generate_series(1, {size}) as number)";
        string Digits(string value, int count) => isSqlite ? $"printf('%0{count}d', {value})" : $"lpad(({value})::text, {count}, '0')";
        var json = string.Join(", ", _attributes.Select(a => $"'{a.Name}:{a.Kind}', {a.Value}"));
        return
            $"""
             {numbers}, described as (
                 select number, {FirstDay} + number * {Apart} as published_at, 'AUX_T' || {Digits("case when number % 4 < 2 then number % 2 else number % 20 end", 2)} as product_type,
                     'SENTINEL-1' as platform, case number % 3 when 0 then 'A' when 1 then 'B' else 'C' end as serial,
                     {FirstDay} + number * {Apart} - 86400000 * (number % 7) as valid_from, {FirstDay} + number * {Apart} - 86400000 * (number % 7) + 6000000 as valid_until
                 from n)
             insert into hub_product (number, id, mission, environment, name, version, type, product_type, platform, serial, digest, md5, size_bytes, content_type,
                 published_at, valid_from, valid_until, scan, put_by, release, attributes)
             select number, '019a0000-0000-7000-8000-' || {Digits("number", 12)}, 'demo', 'ops',
                 'S1A_OPER_AUX_' || {Digits("number * 7919 % 1000003", 7)} || '_' || {Digits("number", 9)} || '.EOF', 1, product_type, product_type, platform, serial,
                 {Digits("number", 64)}, {Digits("number", 32)}, 10000, 'application/octet-stream', published_at, valid_from, valid_until, 'Clean', 'bench', {Digits("0", 64)},
                 {(isSqlite ? $"json_object({json})" : $"json_build_object({json})::text")}
             from described
             """;
    }

    private static string Attribute(int index, bool isSqlite)
    {
        var (name, kind, value) = _attributes[index];
        var key = kind == 'S' ? value : isSqlite ? $"'8' || printf('%015x', {value})" : $"'8' || lpad(to_hex({value}), 15, '0')";
        // One by one in the order of the index, as a bulk load would.
        return
            $"""
             insert into hub_attribute_name values ({index + 1}, '{name}', '{kind}') on conflict do nothing;
             insert into hub_attribute select {index + 1}, {key} as value, number from hub_product order by 2, 3
             """;
    }

    private static Task RunAsync(IDatabase database, string script) =>
        database.WriteAsync(work => work.RunScriptAsync(script, CancellationToken.None), CancellationToken.None);
}
