using Gantry.Yaml;

namespace Gantry.Simulation;

/// <summary>What a scenario's file must look like.</summary>
internal static class ScenarioShapes
{
    private static readonly Field _from = Field.Optional("from", Shape.Duration("Since when, from the beginning of the scenario."), "0s");
    private static readonly Field _until = Field.Optional("until", Shape.Duration("Until when; to the end when left out. Before and after it is as if the law were not there."));
    private static readonly Field _name = Field.Required("name", Shape.Text("The parameter, or the way to a part of it.", example: "WHEEL_1.SPEED"));
    private static readonly Shape _value = Shape.Text("A number, a label, a word, a text, or octets in hexadecimal digits.", example: "28.5");

    private static readonly Shape _law = Shape.MapBy(
        "How a value goes. Of laws for the same value the last one whose time it is counts.", "kind",
        Kind("constant", "It stays as it is.", Field.Required("value", _value)),
        Kind("step", "One value after the other, and from the beginning again.", Field.Required("values", Shape.List("The values.", _value, least: 1)), Field.Required("every", Shape.Duration("How long each stays."))),
        Kind("ramp", "From one number to another.",
            Field.Required("low", Shape.Number("Where it begins.")), Field.Required("high", Shape.Number("Where it ends; it may be below.")), Field.Required("over", Shape.Duration("In which time.")),
            Field.Optional("repeats", Shape.Flag("Whether it begins again; else it stays at its end."), false)),
        Kind("sine", "Up and down.", Field.Required("low", Shape.Number("The least.")), Field.Required("high", Shape.Number("The most.")), Field.Required("period", Shape.Duration("The time of one turn.")),
            Field.Optional("shift", Shape.Duration("By how much it is earlier."), "0s")),
        Kind("noise", "By chance around a mean.", Field.Required("mean", Shape.Number("The mean.")), Field.Required("deviation", Shape.Number("Two thirds of the values lie within.", 0))),
        Kind("clock", "Seconds of the spacecraft's clock.", Field.Optional("epoch", Shape.OneOf("Where it begins: 1958 TAI, 1980 GPS, or 1970 without leap seconds.", "tai", "gps", "posix"), "gps")));

    private static readonly Field _at = Field.Required("at", Shape.Duration("When, from the beginning of the scenario."));
    private static readonly Field _every = Field.Optional("every", Shape.Duration("Again and again so long after; once when left out."));
    private static readonly Field _packet = Field.Optional("packet", Shape.Text("The container that it befalls; whichever comes next when left out."));

    private static readonly Shape _event = Shape.MapBy(
        "Something that befalls packets.", "kind",
        new MapKind("gap", "Packets get lost on the way.", _at, _every, _packet, Field.Optional("packets", Shape.Whole("How many; one to five by chance when left out.", 1, 10_000)),
            Field.Optional("frames", Shape.Whole("So many frames get lost instead, where the spacecraft sends frames.", 1, 100_000))),
        new MapKind("corrupt", "Bits of a packet are turned round.", _at, _every, _packet,
            Field.Optional("octets", Shape.Whole("So many octets of a frame are wrong instead, where the spacecraft sends frames.", 1, 100_000))),
        new MapKind("limits", "A value is out of its limits.", _at, _every, Field.Optional("parameter", Shape.Text("Whose; of any parameter with limits when left out.")), Field.Optional("for", Shape.Duration("For how long; one packet when left out."))),
        new MapKind("database", "From then on the spacecraft sends by another database.", _at, Field.Required("file", Shape.Text("The XTCE file, in telemetry/.", example: "swot-2.xml"))));

    public static Shape File { get; } = Shape.Map(
        "What a simulated spacecraft does. What is not said is nominal: values go slowly up and down within their limits.",
        Field.Optional("description", Shape.Text("What it is for.")),
        Field.Optional("rates", Shape.MapOf("Packets in a second by container; 0 for one that does not come.", Shape.Text("The container."), Shape.Number("How many.", 0, 10_000))),
        Field.Optional("parameters", Shape.List("How values go.", _law)),
        Field.Optional("events", Shape.List("What befalls packets.", _event)));

    private static MapKind Kind(string word, string description, params Field[] fields) => new(word, description, [_name, _from, _until, .. fields]);
}
