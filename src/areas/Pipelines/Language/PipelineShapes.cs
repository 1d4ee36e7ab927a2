using Gantry.Schedules;
using Gantry.Yaml;

namespace Gantry.Pipelines;

/// <summary>What a file in <c>pipelines/</c> must look like.</summary>
internal static class PipelineShapes
{
    private static readonly Shape _type = Shape.Text("A type of types.yaml.");

    private static readonly Shape _trigger = Shape.AnyOf("What starts a run.",
        Shape.Map("Each product of a type.", Field.Required("product", _type)),
        Shape.Map("Products of several types that belong together, once all are there.",
            Field.Required("products", Shape.List("The types.", _type, least: 2)),
            Field.Optional("by", Shape.Text("The attribute that is equal in those that belong together; the next of each type when left out.")),
            Field.Optional("within", Shape.Duration("How long the first waits for the others."), "1d")),
        Shape.Map("The times of a cron line.",
            Field.Required("at", Shape.Text("Five cron fields: minute, hour, day of the month, month, day of the week.", example: "30 6 * * *", wrongWith: text => Cron.TryParse(text, out _))),
            Field.Optional("zone", Shape.Text("The time zone.", example: "Europe/Rome", wrongWith: WrongWithZone), "UTC")),
        Shape.Map("A request from outside that knows a secret.",
            Field.Required("webhook", Shape.Map("Who may.", Field.Required("secret", StepShapes.Name("The secret of the environment that the request must bring."))))));

    private static readonly Shape _parameter = Shape.Map("What whoever starts a run may say.",
        Field.Optional("kind", Shape.OneOf("What it is.", "text", "whole", "number", "flag", "date"), "text"),
        Field.Optional("default", Scalar("What holds when nothing is said; without it something must be.")),
        Field.Optional("description", Shape.Text("What it means, for people.")));

    private static readonly Shape _together = Shape.Map("How many runs of one group go on at a time.",
        Field.Optional("group", Shape.Text("The group's name, in which {parameters.x} and {trigger.name} stand for their values; the pipeline's name when left out.", wrongWith: Template.WrongWith)),
        Field.Optional("most", Shape.Whole("How many.", 1, 1000), 1),
        Field.Optional("others", Shape.OneOf("What becomes of the others: they wait, are dropped, or replace the one that goes on.", "wait", "drop", "replace"), "wait"));

    public static Shape File { get; } = Shape.Map("A pipeline: steps, what each reads and makes, and what starts them.",
        Field.Required("name", StepShapes.Name("The pipeline's name in the mission.")),
        Field.Optional("description", Shape.Text("What it is for, for people.")),
        Field.Optional("environments", Shape.List("Where it is started by what happens; in all when left out.", Shape.OneOf("An environment.", [.. Rungs.All]), least: 1)),
        Field.Optional("start", Shape.List("What starts a run; without it only people do.", _trigger, least: 1)),
        Field.Optional("parameters", Shape.MapOf("What whoever starts a run may say.", StepShapes.Name("The parameter's name."), _parameter)),
        Field.Optional("together", _together),
        Field.Optional("fresh", Shape.Map("How old the last good run may be before the next is started.", Field.Required("within", Shape.Duration("How old.")))),
        Field.Optional("priority", Shape.Whole("Higher goes first.", -100, 100), 0),
        Field.Required("steps", Shape.MapOf("The steps by name.", StepShapes.Name("The step's name."), StepShapes.Step, least: 1)));

    public static Shape Scalar(string description) => Shape.AnyOf(description, Shape.Flag(description), Shape.Number(description), Shape.Text(description, mayBeEmpty: true));

    private static string? WrongWithZone(string text) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(text, out _) ? null : "it is not a time zone that this machine knows, such as Europe/Rome";
}
