using System.Globalization;

namespace Gantry.Xtce;

/// <summary>What readers of parts share: where they are, what they found, and which references wait for their items.</summary>
internal sealed record Scope(DiagnosticList Diagnostics, XtceVersion Version, Links Links, string System, bool IsOfCommands = false)
{
    public string Qualify(string name) => System + "/" + name;

    public void Report(string code, Element at, string found, string assumed = "", string right = "", Severity? severity = null) =>
        Diagnostics.Add(code, at.At, at.Path, found, assumed, right, severity);

    /// <summary>A fault inside a layout is never passed over: what follows would be read from the wrong bits.</summary>
    public void ReportBadly(string code, Element at, string found, string assumed = "", string right = "") =>
        Report(code, at, found, assumed, right, at.IsOfLayout ? Severity.Error : null);

    public string Required(Element element, string attribute, string otherwise = "")
    {
        if (element[attribute] is { } value)
            return value.Trim();
        ReportBadly("XT005", element, $"{element.Name} has no {attribute}", "", $"it needs one");
        return otherwise;
    }

    /// <summary>Says when something is used that the declared version does not have.</summary>
    public void Since(XtceVersion version, Element element, string feature)
    {
        if (Version is not XtceVersion.Unknown && Version < version)
            Report("XT002", element, $"{feature} is of XTCE {version.Say()} and the file declares {Version.Say()}", "read as what it says", "declare the later version");
    }

    public void Until(XtceVersion version, Element element, string feature, string instead)
    {
        if (Version is not XtceVersion.Unknown && Version > version)
            Report("XT002", element, $"{feature} is of XTCE {version.Say()} and the file declares {Version.Say()}", "read as what it says", instead);
    }

    public bool Flag(Element element, string attribute, bool otherwise) => OptionalFlag(element, attribute) ?? otherwise;

    public bool? OptionalFlag(Element element, string attribute)
    {
        switch (element[attribute]?.Trim())
        {
            case null:
                return null;
            case "true" or "1" or "True" or "TRUE":
                return true;
            case "false" or "0" or "False" or "FALSE":
                return false;
            case var other:
                BadValue(element, attribute, other, "'true' or 'false'");
                return null;
        }
    }

    public long? Whole(Element element, string attribute)
    {
        if (element[attribute] is not { } text)
            return null;
        if (Numbers.TryWhole(text, out var number))
            return number;
        BadValue(element, attribute, text, "a whole number");
        return null;
    }

    /// <summary>A size or a count; a number no machine could hold is as bad as none.</summary>
    public int? Size(Element element, string attribute, int least = 0)
    {
        if (Whole(element, attribute) is not { } number)
            return null;
        if (number >= least && number <= int.MaxValue)
            return (int)number;
        BadValue(element, attribute, number.ToString(CultureInfo.InvariantCulture), $"a number from {least} to {int.MaxValue}");
        return null;
    }

    public double? Real(Element element, string attribute)
    {
        if (element[attribute] is not { } text)
            return null;
        if (Numbers.TryReal(text, out var number))
            return number;
        BadValue(element, attribute, text, "a number");
        return null;
    }

    public T Pick<T>(Element element, string attribute, T otherwise, IReadOnlyDictionary<string, T> words)
    {
        if (element[attribute]?.Trim() is not { } text)
            return otherwise;
        if (words.TryGetValue(text, out var value))
            return value;
        BadValue(element, attribute, text, "one of " + string.Join(", ", words.Keys));
        return otherwise;
    }

    public void BadValue(Element element, string attribute, string found, string right, Severity? severity = null) =>
        Report("XT003", element, $"{attribute} of {element.Name} is {Wording.Quote(found)}", "", $"it may be {right}", severity ?? (element.IsOfLayout ? Severity.Error : null));

    public Reference<T> Refer<T>(Element element, string attribute)
        where T : Item => Links.Add(new Reference<T>(Required(element, attribute), element.At), element, this);

    public Reference<T>? ReferIfAny<T>(Element element, string attribute)
        where T : Item => element[attribute] is null ? null : Refer<T>(element, attribute);

    public ParameterReference ReferParameter(Element element, string attribute = "parameterRef") =>
        Links.Add(new ParameterReference(Required(element, attribute), element.At), element, this);
}
