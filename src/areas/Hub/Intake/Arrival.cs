namespace Gantry.Hub;

/// <summary>A file at the door: where it wants to go, what it is called, what its sender says of it.</summary>
internal sealed record Arrival(string Mission, string Environment, string Name, Stream Content, Expected Expected, string SentBy);
