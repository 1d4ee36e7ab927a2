namespace Gantry.Xtce;

/// <summary>Where in its file something is written. Where a thing stands is no part of what it says, so all places are equal.</summary>
public readonly struct Place(int line, int column) : IEquatable<Place>
{
    public int Line { get; } = line;

    public int Column { get; } = column;

    public bool Equals(Place other) => true;

    public override bool Equals(object? obj) => obj is Place;

    public override int GetHashCode() => 0;

    public static bool operator ==(Place left, Place right) => true;

    public static bool operator !=(Place left, Place right) => false;

    public override string ToString() => $"{Line}:{Column}";
}
