namespace Gantry.Xtce;

/// <summary>The rules a schema cannot say.</summary>
internal static class DatabaseRules
{
    public static void Check(XtceDatabase database, DiagnosticList diagnostics)
    {
        foreach (var type in database.Systems.SelectMany(s => s.Types.Concat(s.ArgumentTypes)))
        {
            NumberRules.Check(database.Resolve(type), database.Settings, diagnostics);
            TimeRules.Check(database.Resolve(type), database.Settings, diagnostics);
            AlarmRules.Check(database.Resolve(type), diagnostics);
        }
        var order = new OrderRules(database, diagnostics);
        foreach (var container in database.AllContainers)
        {
            EntryRules.Check(container, database, diagnostics);
            LiteralRules.Check(container, database, diagnostics);
            InheritanceRules.Check(container, diagnostics);
            order.Check(container);
        }
        RootRules.Check(database, diagnostics);
        foreach (var command in database.AllCommands)
            CommandRules.Check(command, database, diagnostics);
    }
}
