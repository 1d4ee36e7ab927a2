using Neo.Cli;
using Neo.Neocc;

namespace Neo.Commands;

internal sealed class CheckLayoutCommand : Command
{
    public override string Name => "check-layout";

    public override string Summary => "refuses a list whose mask line is not the known one, and shows the difference";

    public override string Operands => "FILE";

    public override IReadOnlyList<Option> Options =>
    [
        new("kind", "NAME", $"{string.Join(", ", Layout.All.Select(l => l.Name))}, or oef"),
        new("report", "FILE", "what was found, as text", ""),
    ];

    public override string Example => "neo check-layout risk_list_20261122.txt --kind risk-list --report drift.txt";

    public override int Run(Arguments arguments, Terminal terminal)
    {
        var kind = arguments.OneOf("kind", [.. Layout.All.Select(l => l.Name), "oef"]);
        var file = Inputs.Files(arguments.Operands) is [var only] ? only : throw new UsageException("One file is checked at a time.");
        var refusal = Check(kind, File.ReadAllText(file), Path.GetFileName(file));
        if (arguments.Has("report"))
            OutputFile.Write(arguments.Text("report"), refusal is null ? $"as known: {kind}\n" : refusal.Message + "\n");
        if (refusal is not null)
            return terminal.SayNo(refusal);
        terminal.Say($"{Path.GetFileName(file)} is laid out as {kind}");
        return ExitCode.Done;
    }

    // The rows too: a mask that still stands over columns that moved is a drift as well.
    private static Refusal? Check(string kind, string text, string source)
    {
        var layout = Layout.All.FirstOrDefault(l => l.Name == kind);
        Refusal? refusal;
        if (layout is null)
            OefReader.Read(text, source).TryGet(out _, out refusal);
        else if (kind.StartsWith("approaches", StringComparison.Ordinal))
            ApproachListFile.Read(text, source, layout).TryGet(out _, out refusal);
        else
            RiskListFile.Read(text, source, isSpecial: layout == Layout.SpecialRiskList).TryGet(out _, out refusal);
        return refusal;
    }
}
