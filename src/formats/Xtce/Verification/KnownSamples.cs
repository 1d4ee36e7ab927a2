namespace Gantry.Xtce;

/// <summary>The value of a parameter so many samples ago, 0 being the last one; null when there is none. <see cref="History.Last"/> is one.</summary>
public delegate Sample? KnownSamples(Parameter parameter, long ago);
