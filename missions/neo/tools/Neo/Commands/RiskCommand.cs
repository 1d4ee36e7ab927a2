using Neo.Cli;
using Neo.Neocc;
using Neo.Risk;
using Neo.Tables;
using Neo.Time;

namespace Neo.Commands;

internal sealed class RiskCommand : Command
{
    public override string Name => "risk";

    public override string Summary => "ranks objects by the Palermo scale, in its old or its new definition";

    public override IReadOnlyList<Option> Options =>
    [
        new("impacts", "FILE", "impacts as neo impacts writes them", ""),
        new("risk-list", "FILE", "or a published risk list, whose likeliest impacts are rated anew", ""),
        new("palermo", "old|new", "old: time from the mean observation; new: time from the computation"),
        new("computed", "DATE", "when this is computed"),
        new("out", "FILE", "the risk list to write, in the layout of the service"),
        new("csv", "FILE", "the same as a table", ""),
    ];

    public override string Example => "neo risk --impacts impacts.csv --palermo new --computed 2026-11-22 --out risk_list_20261122.txt --csv risk.csv";

    public override int Run(Arguments arguments, Terminal terminal)
    {
        var from = arguments.OneOf("palermo", "old", "new") == "old" ? PalermoFrom.Observations : PalermoFrom.Computation;
        var computed = arguments.Date("computed");
        if (arguments.Has("impacts") == arguments.Has("risk-list"))
            throw new UsageException("Either --impacts or --risk-list is wanted.");
        if (!ReadImpacts(arguments).TryGet(out var impacts, out var refusal))
            return terminal.SayNo(refusal);
        terminal.Progress(0.5, "rating");
        var rows = RiskAssessment.Rank(impacts, from, computed.Mjd);
        OutputFile.Write(arguments.Text("out"), RiskListFile.Write(rows, computed));
        if (arguments.Has("csv"))
            OutputFile.Write(arguments.Text("csv"), ToCsv(rows, arguments.Text("palermo")));
        terminal.Progress(1, "rating");
        terminal.Say($"{rows.Count} objects; {impacts.Count(i => i.Impact <= computed.Mjd)} impacts are past and left out");
        return ExitCode.Done;
    }

    private static Reading<IReadOnlyList<VirtualImpactor>> ReadImpacts(Arguments arguments)
    {
        if (arguments.Has("impacts"))
            return ImpactTable.Read(arguments.Read("impacts"), arguments.Text("impacts"));
        var source = arguments.Text("risk-list");
        if (!RiskListFile.Read(arguments.Read("risk-list"), source).TryGet(out var rows, out var refusal))
            return refusal;
        var impacts = new List<VirtualImpactor>();
        foreach (var row in rows)
        {
            // The list does not say when the object was observed; its designation says when it was found.
            if (!HalfMonth.TryRead(row.Designation, out var found))
                return new Refusal("risk.no_discovery", $"{source}: the name of {row.Object} does not say when it was discovered, which the old scale counts from.");
            impacts.Add(new(row.Object, row.Impact, row.Probability, row.SpeedKmS, row.DiameterMetres, row.IsDiameterEstimated, found));
        }
        return impacts;
    }

    private static string ToCsv(IEnumerable<RiskRow> rows, string palermo) => Csv.Write(
        ["object", "diameter", "estimated", "impact", "ip_max", "ps_max", "torino", "speed", "first_year", "last_year", "ip_cum", "ps_cum", "palermo"],
        rows.Select(r => new[]
        {
            r.Object, Cells.Of(r.DiameterMetres, "F1"), r.IsDiameterEstimated ? "*" : "", Utc.OfMjd(r.Impact).ToString(0), Cells.Of(r.Probability, "0.###E0"), Cells.Of(r.Palermo, "F3"),
            r.Torino is { } torino ? Cells.Of(torino) : "", Cells.Of(r.SpeedKmS, "F2"), Cells.Of(r.FirstYear), Cells.Of(r.LastYear), Cells.Of(r.CumulativeProbability, "0.###E0"),
            Cells.Of(r.CumulativePalermo, "F3"), palermo,
        }));
}
