namespace Gantry.Cli;

/// <summary>Makes a product once more and compares the bytes.</summary>
internal sealed class ReproduceCommand : Verb
{
    private readonly TargetWords _target;

    public ReproduceCommand() : base("reproduce", "Make a product once more, with the same release and inputs and nothing taken from before, and compare the bytes.") =>
        _target = new(this, "MISSION/ENV PRODUCT", "The environment, then the product's name.", mayBeEmpty: true);

    public override IReadOnlyList<string> Examples => ["gantry reproduce neo/ops risk_list_20261121T070000.txt"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, words) = _target.Read(call);
        if (words is not [var product])
            throw new UsageException("One product at a time, by its name.");
        var code = await BatchLines.FollowAsync(call, target, await call.Client.ReproduceAsync(target.Mission, target.Environment, product, call.Ct));
        if (!call.IsJson && code == ExitCode.Done)
            call.Out.Line($"{product} came out the same, byte by byte.", "green");
        return code;
    }
}
