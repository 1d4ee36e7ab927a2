namespace Gantry.Xtce;

/// <summary>A name that stands for an item elsewhere, as it was written. Two references are equal when they are written alike.</summary>
public sealed class Reference<T>(string text, Place at) : IEquatable<Reference<T>>
    where T : Item
{
    public string Text { get; } = text;

    public Place At { get; } = at;

    /// <summary>What it stands for; null when there is no such item, which the reading says.</summary>
    public T? Target { get; internal set; }

    public bool Equals(Reference<T>? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as Reference<T>);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;
}

/// <summary>A parameter, or a part of one: <c>voltage</c>, <c>battery.cell[3]</c>.</summary>
public sealed class ParameterReference(string text, Place at) : IEquatable<ParameterReference>
{
    public string Text { get; } = text;

    public Place At { get; } = at;

    public Parameter? Target { get; internal set; }

    /// <summary>The way from the parameter to its part; empty for the whole.</summary>
    public ValueList<PathStep> Path { get; internal set; } = [];

    public bool Equals(ParameterReference? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as ParameterReference);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;
}

/// <summary>A member by its name, or an item of an array by its index.</summary>
public sealed record PathStep(string? Member, int Index)
{
    public override string ToString() => Member is null ? $"[{Index}]" : "." + Member;
}
