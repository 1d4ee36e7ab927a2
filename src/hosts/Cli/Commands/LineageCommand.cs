using System.CommandLine;
using Gantry.Api;

namespace Gantry.Cli;

/// <summary>Draws what a product was made of, and what was made of it.</summary>
internal sealed class LineageCommand : Verb
{
    private readonly TargetWords _target;
    private readonly Option<int> _depth = new("--depth") { Description = "How many runs far.", HelpName = "N", DefaultValueFactory = _ => 3 };

    public LineageCommand() : base("lineage", "Draw what a product was made of, and what was made of it.")
    {
        _target = new(this, "MISSION/ENV PRODUCT", "The environment, then the product's name or ID.", mayBeEmpty: true);
        Add(_depth);
    }

    public override IReadOnlyList<string> Examples => ["gantry lineage neo/ops risk_list_20261121T070000.txt"];

    public override async Task<int> RunAsync(Call call)
    {
        var (target, words) = _target.Read(call);
        if (words is not [var product])
            throw new UsageException("One product at a time: its name or its ID.");
        var lineage = await call.Client.LineageAsync(target.Mission, target.Environment, product, call.Get(_depth), call.Ct);
        call.Show(lineage, _ => Draw(call, lineage));
        return ExitCode.Done;
    }

    private static void Draw(Call call, LineageView lineage)
    {
        var runs = lineage.Runs.ToDictionary(r => r.Id);
        call.Out.Line(lineage.Name);
        Branches(made: true, "made by", "of");
        Branches(made: false, "read by", "which made");
        if (lineage.Links.Count == 0)
            call.Out.Line("  No run made it or read it.");

        void Branches(bool made, string here, string there)
        {
            Walk(lineage.Product, "  ", []);

            void Walk(Guid product, string indent, HashSet<Guid> walked)
            {
                foreach (var link in lineage.Links.Where(l => l.Product == product && l.IsMade == made && walked.Add(l.Run)))
                {
                    var run = runs.GetValueOrDefault(link.Run);
                    call.Out.Line($"{indent}{here} {run?.Pipeline}{(link.Step.Length > 0 ? $", step {link.Step}" : "")}, run {link.Run} ({run?.State}), release {Units.Short(run?.Release)}");
                    foreach (var other in lineage.Links.Where(l => l.Run == link.Run && l.IsMade != made).DistinctBy(l => l.Product))
                    {
                        call.Out.Line($"{indent}  {there} {other.Name}");
                        Walk(other.Product, indent + "    ", walked);
                    }
                }
            }
        }
    }
}
