namespace Gantry.Cli;

/// <summary>What was written makes no sense, and the message says what would.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>A command found out by itself, without a server, that something is not right.</summary>
internal sealed class FaultException(Fault fault, string folder = "") : Exception(fault.Message)
{
    public Fault Fault { get; } = fault;

    /// <summary>The folder that the findings' files are in, as it was written.</summary>
    public string Folder { get; } = folder;
}
