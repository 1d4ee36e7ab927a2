using Gantry.Yaml;

namespace Gantry.Pipelines;

/// <summary>What a step must look like.</summary>
internal static class StepShapes
{
    private static readonly Shape _size = Shape.Text("A size.", example: "512MB", wrongWith: text => Sizes.WrongWith(text) is { } wrong ? "it " + wrong : null);

    private static readonly Shape _input = Shape.AnyOf("What is read.",
        Shape.Text("trigger for what started the run, or STEP.OUTPUT.", pattern: @"trigger|[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*", patternInWords: "'trigger', or a step and its output with a dot between", example: "parse.table"),
        Shape.Map("The product of one type among those that started the run.", Field.Required("trigger", Shape.Text("The type."))),
        Shape.Map("The newest products of a type when the run starts.",
            Field.Required("type", Shape.Text("The type.")),
            Field.Optional("newest", Shape.Whole("How many.", 1, 10_000), 1),
            Field.Optional("within", Shape.Duration("How old they may be.")),
            Field.Optional("optional", Shape.Flag("Whether the step is done also without."), false)),
        Shape.Map("The products that pass a filter of the standard interface when the run starts.",
            Field.Required("query", Shape.Text("An OData $filter.", example: "startswith(Name,'S1A') and ContentDate/Start ge 2026-01-01T00:00:00.000Z")),
            Field.Optional("most", Shape.Whole("How many at most.", 1, 10_000), 100)));

    private static readonly Shape _output = Shape.AnyOf("What is made.",
        Shape.Text("The file, below the folder of outputs.", wrongWith: WrongWithPath, example: "table.csv"),
        Shape.Map("A file, and what becomes of it.",
            Field.Required("path", Shape.Text("The file, below the folder of outputs; with a * in its name, several.", wrongWith: WrongWithPath, example: "risk-*.csv")),
            Field.Optional("type", Shape.Text("The type it is published as; without it only later steps read it.")),
            Field.Optional("as", Shape.Text("The name it is published under, with {start}, {run}, {trigger.stem} and the like; its own when left out.", example: "RISK_{start}.csv", wrongWith: Template.WrongWith)),
            Field.Optional("quicklookOf", Shape.Text("The output whose product it shows: OUTPUT of this step, STEP.OUTPUT, or trigger.", pattern: @"[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)?", patternInWords: "an output, or a step and its output with a dot between", example: "orbits.table")),
            Field.Optional("optional", Shape.Flag("Whether the step may leave it out."), false),
            Field.Optional("compare", CompareRules.Shape)));

    private static readonly Shape _retry = Shape.Map("How often which failure is tried again.",
        Field.Optional("broken", Shape.Whole("When the machine broke or the node was lost.", 0, 20), 3),
        Field.Optional("transient", Shape.Whole("When it ended with a code that means 'not now'.", 0, 100), 3),
        Field.Optional("codes", Shape.List("The exit codes that mean 'not now'; 75 when left out.", Shape.Whole("An exit code.", 1, 255))),
        Field.Optional("refused", Shape.Whole("When the step said no: any other exit code than 0.", 0, 20), 0),
        Field.Optional("wait", Shape.Duration("The first pause; each further one is twice as long, up to an hour."), "5s"));

    private static readonly Shape _resources = Shape.Map("What it may use.",
        Field.Optional("memory", _size, "1GB"),
        Field.Optional("cpu", Shape.Number("How many processors it may keep busy.", 0.05, 256), 1),
        Field.Optional("processes", Shape.Whole("How many processes and threads it may have.", 1, 100_000), 256),
        Field.Optional("disk", _size, "10GB"));

    private static readonly Shape _each = Shape.AnyOf("What it is done for, once each.",
        Shape.Text("STEP.OUTPUT: once for each file.", pattern: @"[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*", patternInWords: "a step and its output with a dot between", example: "split.parts"),
        Shape.Map("Once for each line.", Field.Required("lines", Shape.Text("STEP.OUTPUT: a text file.", pattern: @"[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*", patternInWords: "a step and its output with a dot between", example: "list.objects"))));

    private static readonly Shape _approve = Shape.AnyOf("What a person is asked, who then lets the run go on or ends it.",
        Shape.Text("The question."),
        Shape.Map("The question and who may answer.",
            Field.Required("ask", Shape.Text("The question.")),
            Field.Optional("notByStarter", Shape.Flag("Whether whoever started the run may not answer."), true)));

    public static Shape Step { get; } = Shape.Map("One step: a program that reads inputs and writes outputs, an action, or a question to a person.",
        Field.Optional("run", Shape.AnyOf("The program.",
            Shape.Text("A line for the shell.", example: "python3 steps/parse.py \"$IN_OBS\" > \"$OUT_TABLE\""),
            Shape.List("The program and its arguments; a word that begins with $ stands for that variable.", Shape.Text("A word.", mayBeEmpty: true), least: 1))),
        Field.Optional("uses", Name("The action that does it: a built-in one, or one of the mission's actions/.")),
        Field.Optional("with", Shape.MapOf("What the action is told.", Shape.Text("A name."), ActionShapes.AnyValue)),
        Field.Optional("approve", _approve),
        Field.Optional("image", Shape.Text("The container image it runs in.")),
        Field.Optional("files", Shape.List("Files of the mission folder that it sees beside those that 'run' names; a folder ends with a slash.", Shape.Text("A path.", wrongWith: WrongWithPath, example: "steps/common.py"))),
        Field.Optional("in", Shape.MapOf("What it reads, by names of its own.", Name("The input's name."), _input)),
        Field.Optional("out", Shape.MapOf("What it makes, by names of its own.", Name("The output's name."), _output)),
        Field.Optional("needs", Shape.List("Further steps that must have passed.", Name("A step."))),
        Field.Optional("when", Shape.Text("Whether it is done at all.", example: "environment == 'ops' and steps.check == 'passed'", wrongWith: text => ConditionReader.TryRead(text, out _))),
        Field.Optional("retry", _retry),
        Field.Optional("timeout", Shape.Duration("How long one attempt may take."), "1h"),
        Field.Optional("resources", _resources),
        Field.Optional("network", Shape.Flag("Whether it reaches the network."), false),
        Field.Optional("secrets", Shape.MapOf("Environment variables that hold secrets of the environment, by the secrets' names.", Variable("The variable."), Name("The secret's name."))),
        Field.Optional("environment", Shape.MapOf("Further environment variables.", Variable("The variable."), PipelineShapes.Scalar("Its value."))),
        Field.Optional("matrix", Shape.MapOf("Names and their values; the step is done once for every combination.", Name("A name."), Shape.List("Its values.", PipelineShapes.Scalar("A value."), least: 1))),
        Field.Optional("each", _each),
        Field.Optional("fallback", Name("The step that is done instead when this one does not pass; its outputs stand for this one's.")),
        Field.Optional("always", Shape.Flag("Whether it is done also when what it needs did not pass."), false),
        Field.Optional("cache", Shape.Flag("Whether what it made once is taken again for the same inputs; true when left out, unless it has a network or secrets.")));

    public static Shape Name(string description) => Shape.Text(description, pattern: "[a-z][a-z0-9-]{0,62}", patternInWords: "lower-case letters, digits and dashes, beginning with a letter");

    private static Shape Variable(string description) => Shape.Text(description, pattern: "[A-Z][A-Z0-9_]{0,62}", patternInWords: "capital letters, digits and underscores");

    private static string? WrongWithPath(string text) =>
        text.StartsWith('/') || text.TrimEnd('/').Split('/').Any(part => part is "" or "." or "..") || text.Any(char.IsControl)
            ? "it is not a path below a folder, such as steps/parse.py"
            : null;
}
