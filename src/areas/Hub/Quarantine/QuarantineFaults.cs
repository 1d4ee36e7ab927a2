namespace Gantry.Hub;

/// <summary>What quarantine refuses, and what belongs into it.</summary>
internal static class QuarantineFaults
{
    private static readonly HashSet<string> _evidence = new(StringComparer.Ordinal)
    {
        "hub.infected", "hub.not_scanned", "hub.wrong_content", "hub.bad_metadata", "hub.extractor_failed", "hub.bad_archive", "hub.bad_new_name",
    };

    /// <summary>Whether a refusal is about the content, which somebody may want to look at even where the sender has the file.</summary>
    public static bool IsEvidence(Fault fault) => _evidence.Contains(fault.Code);

    /// <summary>The refusal as its sender reads it.</summary>
    public static Fault Told(Fault why, Guid id) => why with { Message = $"{why.Message} The file waits in quarantine as {id}." };

    public static Fault NotThere(Guid id) => new(FaultKind.Missing, "hub.not_in_quarantine",
        $"There is no file {id} in this quarantine; it may have been released or dropped.");

    public static Fault NeedsReason(string what) => new(FaultKind.Invalid, "hub.quarantine_needs_reason",
        $"To {what} a file in quarantine needs a reason, for the journal.");

    public static Fault NoBytes(QuarantinedFile file) => new(FaultKind.Conflict, "hub.quarantine_no_bytes",
        $"Nothing was kept of the bytes of '{file.Name}' ({file.Code}); it can only be dropped. Let it be sent again.");

    public static Fault InfectedStays(QuarantinedFile file) => new(FaultKind.Denied, "hub.infected_stays",
        $"'{file.Name}' is infected. Only an administrator of this environment may release it, with acceptRisk and a reason.");

    public static Fault RiskNotAccepted(QuarantinedFile file) => new(FaultKind.Conflict, "hub.risk_not_accepted",
        $"'{file.Name}' is infected and would be refused again. Send acceptRisk with the reason to let it through all the same.");
}
