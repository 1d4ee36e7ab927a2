using System.CommandLine;
using System.Security.Cryptography;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Downloads products, verified, going on where an earlier attempt was cut.</summary>
internal sealed class GetCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<string> _to = new("--to") { Description = "The folder they come to.", HelpName = "DIR", DefaultValueFactory = _ => "." };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file for a single product; '-' for standard output.", HelpName = "FILE" };
    private readonly Option<bool> _force = new("--force") { Description = "Overwrite files here that are something else." };
    private readonly Option<int> _jobs = new("--jobs", "-j") { Description = "How many products at a time.", HelpName = "N", DefaultValueFactory = _ => 4 };

    public GetCommand() : base("get", "Download products from a mission's environment.")
    {
        _target = new(this, "MISSION/ENV NAME", "The environment, then the products' names.", mayBeEmpty: false);
        Add(_to);
        Add(_output);
        Add(_force);
        Add(_jobs);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "gantry get sentinel/ops S1A_OPER_AUX_RESORB_OPOD_20260101T021253_V20251231T222648_20260101T014418.EOF",
        "gantry get neo/ops night.psv night2.psv --to ./incoming",
        "gantry get neo/ops night.psv -o - | head",
    ];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, names) = _target.Read(call);
        if (names.Length == 0)
            throw new UsageException($"Which products? 'gantry ls {target}' lists them.");
        if (call.Get(_output) is not null && names.Length > 1)
            throw new UsageException("--output takes one product; use --to DIR for several.");
        var products = new List<ProductView>();
        foreach (var name in names.Distinct(StringComparer.Ordinal))
            products.Add(await call.Client.ProductAsync(target.Mission, target.Environment, name, call.Ct));
        if (call.Get(_output) is "-")
            return await WriteOutAsync(call, products[0]);

        var files = new Fetched[products.Count];
        await Transfers.ShowAsync(call, products.Count, products.Sum(p => p.SizeBytes), transfers => Parallel.ForEachAsync(
            Enumerable.Range(0, products.Count), new ParallelOptions { MaxDegreeOfParallelism = Math.Clamp(call.Get(_jobs), 1, 64), CancellationToken = call.Ct },
            async (i, ct) => files[i] = await FetchAsync(call, products[i], transfers, ct)));
        call.Show(new { Files = files }, _ => call.Out.Table(["FILE", "SIZE", "SHA-256", ""], files.Select(f => (string?[])
            [f.File, Units.Size(f.SizeBytes), Units.Short(f.Sha256), f.WasThere ? "was here already" : "verified"])));
        return ExitCode.Done;
    }

    private async Task<Fetched> FetchAsync(Call call, ProductView product, Transfers transfers, CancellationToken ct)
    {
        var file = call.Get(_output) ?? Path.Combine(call.Get(_to)!, product.Name);
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
            Directory.CreateDirectory(folder);
        var fetched = new Fetched(file, product.SizeBytes, product.Sha256, WasThere: false);
        if (File.Exists(file))
        {
            if (await IsSameAsync(file, product, ct))
                return fetched with { WasThere = true };
            if (!call.Get(_force))
                throw new FaultException(new(FaultKind.Conflict, "cli.file_exists", $"There is a file {file} here with other bytes. Move it away, or overwrite it with --force."));
        }
        await call.Client.DownloadAsync(product, file, transfers.Begin(product.Name, product.SizeBytes), ct);
        return fetched;
    }

    private static async Task<bool> IsSameAsync(string file, ProductView product, CancellationToken ct)
    {
        if (new FileInfo(file).Length != product.SizeBytes)
            return false;
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct)) == product.Sha256;
    }

    private static async Task<int> WriteOutAsync(Call call, ProductView product)
    {
        if (call.IsJson)
            throw new UsageException("--json and '--output -' both want standard output.");
        await using var output = call.Terminal.OpenOut();
        await call.Client.DownloadAsync(product, output, null, call.Ct);
        return ExitCode.Done;
    }

    private sealed record Fetched(string File, long SizeBytes, string Sha256, bool WasThere);
}
