namespace Gantry.Client;

/// <summary>Nothing answers at the address, or what answered went away in the middle.</summary>
public sealed class GantryUnreachableException(Uri address, string message, Exception? inner = null) : Exception(message, inner)
{
    public Uri Address { get; } = address;
}
