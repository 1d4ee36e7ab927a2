namespace Gantry.Client;

/// <summary>The bytes at one end are not those at the other. Nothing with the final name was left behind.</summary>
public sealed class TransferDamagedException(string message) : Exception(message);
