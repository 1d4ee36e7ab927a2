namespace Gantry.Xtce;

internal static class CommandRules
{
    public static void Check(MetaCommand command, XtceDatabase database, DiagnosticList diagnostics)
    {
        CheckContainer(command, diagnostics);
        foreach (var argument in command.Arguments)
            CheckDefault(command, argument, database, diagnostics);
        if (!command.IsAbstract)
            CheckUse(command, diagnostics);
    }

    /// <summary>A command and those it extends, the outermost first. Rings were cut.</summary>
    public static IReadOnlyList<MetaCommand> Lineage(MetaCommand command)
    {
        var chain = new List<MetaCommand>();
        for (var one = command; one is not null; one = one.Base?.Target)
            chain.Insert(0, one);
        return chain;
    }

    private static void CheckContainer(MetaCommand command, DiagnosticList diagnostics)
    {
        if (command.Base?.Target is not { } parent || command.Container is not { } own || Lineage(parent).LastOrDefault(c => c.Container is not null)?.Container is not { } inherited)
            return;
        for (var one = own.Base?.Container.Target; one is not null; one = one.Base?.Container.Target)
        {
            if (ReferenceEquals(one, inherited))
                return;
        }
        diagnostics.Add(
            "XT080", own.At, own.QualifiedName, $"the container of {command.Name} does not extend {inherited.Name}, that of {parent.Name}", "it stands for itself",
            $"give it a BaseContainer with containerRef=\"{inherited.Name}\"");
    }

    private static void CheckUse(MetaCommand command, DiagnosticList diagnostics)
    {
        var chain = Lineage(command);
        var used = new HashSet<string>();
        if (chain.LastOrDefault(c => c.Container is not null)?.Container is { } container)
        {
            foreach (var entry in PacketWalk.Lineage(container).SelectMany(c => c.Entries))
            {
                if (entry is ArgumentEntry one)
                    used.Add(First(one.Argument));
                else if (entry is ArrayArgumentEntry many)
                    used.Add(First(many.Argument));
                used.UnionWith(Sources.Of(entry).OfType<ArgumentValue>().Select(a => First(a.Argument)));
            }
        }
        foreach (var argument in chain.SelectMany(c => c.Arguments).Where(a => !used.Contains(a.Name)))
            diagnostics.Add("XT081", argument.At, command.QualifiedName, $"the argument {argument.Name} of {command.Name} is never encoded", "its value goes nowhere", "give the container an ArgumentRefEntry");
    }

    private static void CheckDefault(MetaCommand command, Argument argument, XtceDatabase database, DiagnosticList diagnostics)
    {
        if (database.Resolve(argument.Type) is not { ValidRanges.Count: > 0 } type || (argument.InitialValue ?? type.InitialValue) is not { } text)
            return;
        if (type is IntegerType or FloatType && type.ValidRangesAreCalibrated && Numbers.TryReal(text, out var number) && !type.ValidRanges.Any(r => r.Holds(number)))
            diagnostics.Add("XT084", argument.At, command.QualifiedName, $"the default {text} of {argument.Name} is out of {type.ValidRanges}", "it is refused when it is sent", "give it a default in range");
    }

    /// <summary>The argument of a reference that may name a part of it.</summary>
    public static string First(string reference) => reference.IndexOfAny(['.', '[']) is > 0 and var cut ? reference[..cut] : reference;
}
