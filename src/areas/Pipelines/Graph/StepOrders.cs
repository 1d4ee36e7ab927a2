using System.Text.Json;

namespace Gantry.Pipelines;

internal enum OrderKind
{
    /// <summary>Look up a run's inputs and let it go.</summary>
    Start,
    /// <summary>Do a step.</summary>
    Step,
    /// <summary>Read the lines over which a step fans out.</summary>
    Fan,
    /// <summary>Offer what a step made as a product.</summary>
    Offer,
    /// <summary>Compare what a run in shadow made with what was made before.</summary>
    Compare,
}

/// <summary>What a worker is asked to do.</summary>
internal sealed record StepTask(OrderKind Kind, Guid Run, string Step = "", string Output = "", int Place = 0)
{
    /// <summary>Work that waits for a free place, and work that is done at once.</summary>
    public const string Steps = "pipelines.steps";
    public const string Chores = "pipelines.chores";

    private static readonly JsonSerializerOptions _web = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    public static StepTask Read(string payload) => JsonSerializer.Deserialize<StepTask>(payload, _web)!;

    // How often what is tried again is the step's own rule; an order must not die before.
    public WorkOrder Order(int priority, DateTimeOffset? notBefore = null) =>
        new(Kind == OrderKind.Step ? Steps : Chores, JsonSerializer.Serialize(this, _web)) { Priority = priority, NotBefore = notBefore, AttemptsAllowed = int.MaxValue };
}
