using Gantry.Yaml;

namespace Gantry.Pipelines;

/// <summary>What a file in <c>actions/</c> must look like, and the values it may be told.</summary>
internal static class ActionShapes
{
    /// <summary>Texts, numbers and flags, and lists and maps of them.</summary>
    public static Shape AnyValue { get; } = Value(4);

    public static Shape File { get; } = Shape.Map("An action: a program that several steps use.",
        Field.Required("name", StepShapes.Name("The action's name in the mission.")),
        Field.Optional("description", Shape.Text("What it does, for people.")),
        Field.Required("run", Shape.AnyOf("The program.", Shape.Text("A line for the shell."), Shape.List("The program and its arguments.", Shape.Text("A word.", mayBeEmpty: true), least: 1))),
        Field.Optional("files", Shape.List("Files of the mission folder that it sees beside those that 'run' names.", Shape.Text("A path."))),
        Field.Optional("image", Shape.Text("The container image it runs in.")),
        Field.Optional("with", Shape.MapOf("What it is told, as variables WITH_NAME.", StepShapes.Name("The name."), Shape.Map("A value.",
            Field.Optional("kind", Shape.OneOf("What it is.", "text", "whole", "number", "flag", "date"), "text"),
            Field.Optional("default", PipelineShapes.Scalar("What holds when nothing is said; without it something must be.")),
            Field.Optional("description", Shape.Text("What it means, for people."))))),
        Field.Optional("in", Shape.List("The inputs a step must give it.", StepShapes.Name("An input's name."))),
        Field.Optional("out", Shape.MapOf("What it makes.", StepShapes.Name("The output's name."), Shape.Text("The file, below the folder of outputs."))));

    private static Shape Value(int depth) => depth == 0
        ? PipelineShapes.Scalar("A value.")
        : Shape.AnyOf("A value.", PipelineShapes.Scalar("A value."), Shape.List("Values.", Value(depth - 1)), Shape.MapOf("Values by name.", Shape.Text("A name."), Value(depth - 1)));
}
