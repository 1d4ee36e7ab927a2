using System.Globalization;

namespace Gantry.Bench;

/// <summary>Something measured, in a folder of its own.</summary>
internal interface IBenchmark
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    IAsyncEnumerable<Row> RunAsync(Scratch scratch);
}

/// <summary>One line of the table: what was measured, against what, and whether that is good enough.</summary>
internal sealed record Row(string What, string Figure, string Against = "", double? Ratio = null, string Goal = "", bool? IsMet = null)
{
    public const string Heading = "| what | figure | against | ratio | goal | met |\n|---|---|---|---|---|---|";

    /// <summary>A rate beside the rate of something that does the same, in the same run.</summary>
    public static Row Compare(string what, double figure, string unit, string against, double other, double? goal = null)
    {
        var ratio = figure / other;
        return new(what, Say(figure, unit), $"{against}: {Say(other, unit)}", ratio,
            goal is { } least ? $">= {Say(least)}" : "", goal is null ? null : ratio >= goal);
    }

    /// <summary>A figure that must stay below another.</summary>
    public static Row Below(string what, double figure, double most, string unit) =>
        new(what, Say(figure, unit), Goal: $"< {Say(most, unit)}", IsMet: figure < most);

    public static string Say(double figure, string unit = "")
    {
        var digits = Math.Abs(figure) switch { >= 100 => "N0", >= 10 => "N1", _ => "N2" };
        return $"{figure.ToString(digits, CultureInfo.InvariantCulture)} {unit}".TrimEnd();
    }

    public override string ToString() =>
        $"| {What} | {Figure} | {Against} | {(Ratio is { } ratio ? ratio.ToString("N2", CultureInfo.InvariantCulture) : "")} | {Goal} | " +
        $"{IsMet switch { true => "yes", false => "**no**", null => "" }} |";
}
