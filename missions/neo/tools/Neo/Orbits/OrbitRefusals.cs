namespace Neo.Orbits;

/// <summary>Why an orbit is refused.</summary>
internal static class OrbitRefusals
{
    public static Refusal Incomplete(string source, int line, string id) =>
        new("orbit.incomplete", $"{source}, line {line}: {id} has neither place and speed (x … vz) nor elements (a with M, or q with tp; e, i, node, peri).");

    public static Refusal None(string source) =>
        new("orbit.no_orbits", $"{source} holds no orbit.");
}
