using System.Text.RegularExpressions;

namespace Gantry.Xtce;

/// <summary>Where in a database something stands.</summary>
internal readonly record struct Spot(Place At, string Path)
{
    public static Spot Of(Item item) => new(item.At, item.QualifiedName);
}

/// <summary>What 1.1 cannot say, or says otherwise.</summary>
internal sealed partial class OlderNotes(DiagnosticList diagnostics)
{
    /// <summary>Packets, commands or values would be others: nothing is written then.</summary>
    public void Cannot(Spot spot, string what, string right = "") => diagnostics.Add("XT090", spot.At, spot.Path, $"{what}: XTCE 1.1 cannot say that", "nothing is written", right);

    /// <summary>Something that decodes nothing is left out or said otherwise.</summary>
    public void Lost(Spot spot, string what, string assumed = "it is left out") => diagnostics.Add("XT091", spot.At, spot.Path, $"{what}, for which XTCE 1.1 has no place", assumed);

    /// <summary>Null, and told, where there was something.</summary>
    public T? Drop<T>(T? value, Spot spot, string what)
        where T : class
    {
        if (value is not null)
            Lost(spot, what);
        return null;
    }

    public void Name(Item item)
    {
        if (!Legal().IsMatch(item.Name))
            Lost(Spot.Of(item), $"the name {Wording.Quote(item.Name)} has letters", "it is written as it is, as many databases of 1.1 have such names");
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9_\-]*\z")]
    private static partial Regex Legal();
}
