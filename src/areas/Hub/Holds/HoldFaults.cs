namespace Gantry.Hub;

/// <summary>What holds refuse, and what is refused because of one.</summary>
internal static class HoldFaults
{
    public static Fault Held(Product product, Hold hold) => new(FaultKind.Conflict, "hub.product_held",
        $"'{product.Name}' is held by {hold.HeldBy}{(hold.Until is { } until ? $" until {Dates.Text(until)}" : "")}: {hold.Reason}. Nothing deletes it before hold {hold.Id} is lifted ('gantry hold lift {hold.Scope} {hold.Id}').");

    public static Fault NoSuchHold(string id, Scope scope) => new(FaultKind.Missing, "hub.no_such_hold",
        $"There is no hold {id} in {scope}. 'gantry hold ls {scope}' lists those that stand.");

    public static Fault HasEnded(Hold hold) => new(FaultKind.Conflict, "hub.hold_ended",
        $"Hold {hold.Id} does not stand any more; there is nothing to lift.");

    public static Fault WhatIsHeld() => new(FaultKind.Invalid, "hub.hold_of_what",
        "A hold is of one thing: send a name (with a star for any letters), a product's id, or a filter.");

    public static Fault NeedsReason(string what) => new(FaultKind.Invalid, "hub.hold_needs_reason",
        $"To {what} needs a reason, for the journal and for whoever asks later.");

    public static Fault IsOver(DateTimeOffset until) => new(FaultKind.Invalid, "hub.hold_is_over",
        $"A hold until {Dates.Text(until)} would be over already. Name a time to come, or none for ever.");

    public static Fault BadPattern(string name, string complaint) => new(FaultKind.Invalid, "hub.bad_hold_pattern",
        $"'{name}' cannot be held: {complaint}. Write it as a filter, such as startswith(Name,'S1A') and contains(Name,'AUX').");

    public static Fault BadFilter(OData.ODataProblem problem) => new(FaultKind.Invalid, "hub.bad_hold_filter",
        $"The filter is not understood: {problem.Message} (at position {problem.Position}).");

    public static Fault TooMany(Scope scope, int most) => new(FaultKind.Exhausted, "hub.too_many_holds",
        $"{most} holds stand in {scope}, which is the most. Lift some, or put several into one filter with 'or'.");
}
