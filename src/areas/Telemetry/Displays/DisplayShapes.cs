using Gantry.Yaml;

namespace Gantry.Telemetry;

/// <summary>What a display's file must look like.</summary>
internal static class DisplayShapes
{
    public const string Plot = "plot";

    private static readonly Shape _name = Shape.Text("A parameter, or the way to a part of it.", example: "WHEEL_1.SPEED");

    private static readonly Field _title = Field.Required("title", Shape.Text("What stands above it."));

    private static readonly Field _parameters = Field.Required("parameters", Shape.List("What it shows, in this order.", Shape.AnyOf(
        "A parameter, by its name alone or with a label.", _name,
        Shape.Map("A parameter with a label.", Field.Required("name", _name), Field.Optional("label", Shape.Text("What stands there for its name.")))), least: 1));

    public static Shape File { get; } = Shape.Map(
        "A page of parameters for operators.", _title,
        Field.Optional("description", Shape.Text("What it is for.")),
        Field.Required("groups", Shape.List("Its parts, from above.", Shape.MapBy(
            "Some parameters that belong together.", "kind",
            new MapKind("table", "A row for each with its newest value.", _title, _parameters),
            new MapKind(Plot, "Lines over time.", _title, _parameters, Field.Optional("last", Shape.Duration("How much time it shows."), "10m"))), least: 1)));
}
