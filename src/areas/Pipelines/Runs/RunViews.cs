using Gantry.Api;

namespace Gantry.Pipelines;

/// <summary>Runs as the wire shows them.</summary>
internal static class RunViews
{
    public static RunView View(this Run run) => new(
        run.Id, run.Pipeline, run.Mission, run.Environment, run.Release.Hex, Word(run.State), Word(run.Cause), run.Principal, run.Parameters, run.CreatedAt, run.StartedAt, run.EndedAt,
        run.Reason, Because.Read(run.Because).Run, run.Batch);

    public static RunStepView View(this RunStep row, RunPlan? plan)
    {
        var step = plan?.Has(row.Step) is true ? plan[row.Step] : null;
        return new(row.Name, row.Step, row.Parent, step?.Needs ?? [], Word(row.State), row.Attempts, row.Progress, row.ProgressNote, row.TakenFrom, row.StartedAt, row.EndedAt, row.Reason,
            row.State == StepState.Asking ? step?.Asks?.Text : null);
    }

    public static AttemptView View(this Attempt a) => new(
        a.Id, a.Number, a.Node, a.Runner, Word(a.State), a.ExitCode, a.Reason, a.StartedAt, a.EndedAt, a.Use?.Processor?.TotalSeconds, a.Use?.PeakMemoryBytes, a.Use?.ReadBytes, a.Use?.WrittenBytes, a.LogBytes);

    public static PipelineView View(this RunPlan plan, Scope scope, Run? last, Pause? paused) => new(
        plan.Pipeline.Name, scope.Mission!, scope.Environment!, plan.Pipeline.Description, plan.Release.Hex,
        plan.Pipeline.Environments.Contains(scope.Environment!) ? [.. plan.Pipeline.Triggers.Select(Words)] : [],
        [.. plan.Pipeline.Parameters.Select(p => new ParameterView(p.Name, Word(p.Kind), p.Standard, p.Description))], [.. plan.Pipeline.Steps.Select(s => s.Name)], last?.View(), paused?.View());

    private static string Words(Trigger trigger) => trigger switch
    {
        Trigger.OfProduct product => $"each product of type {product.Type}",
        Trigger.OfProducts products => $"products of {string.Join(", ", products.Types)}{(products.By is null ? "" : $" with the same {products.By}")}",
        Trigger.AtTimes times => $"at {times.Cron} ({times.Zone})",
        _ => "a webhook",
    };

    public static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
